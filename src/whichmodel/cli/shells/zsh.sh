#compdef whichmodel
# Completion of whichmodel in zsh: eval "$(whichmodel completion zsh)"

_whichmodel_ask() {
    @ASK@ "$@" 2>/dev/null
}

# Offers what the answer to "$@" is; after a slash there is more to come, so no space follows it.
_whichmodel_offer() {
    local answer line word
    local -a whole open
    answer="$(_whichmodel_ask "$@" "+${(Q)PREFIX}")"
    if (( $? == 3 )); then
        _files
        return
    fi
    for line in "${(@f)answer}"; do
        word="${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}"
        if [[ $line == */$'\t'* ]]; then
            open+=("$word")
        elif [[ -n $line ]]; then
            whole+=("$word")
        fi
    done
    (( $#whole )) && _describe -V word whole
    (( $#open )) && _describe -V word open -S ''
    (( $#whole + $#open ))
}

_whichmodel() {
    _whichmodel_offer words "${(@Q)words[2,CURRENT-1]}"
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _whichmodel "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _whichmodel whichmodel
fi

# ── other commands ──

_whichmodel_for() {
    local option="$words[CURRENT-1]" command="${words[1]:t}"
    [[ $PREFIX == -*=* ]] && option="${PREFIX%%=*}"
    case "$command $option" in
        @PAIRS@)
            [[ $PREFIX == -*=* ]] && compset -P '*='
            _whichmodel_offer @KIND@
            ;;
        *)
            ${=_whichmodel_before[$command]:-_default} "$@"
            ;;
    esac
}

typeset -gA _whichmodel_before
for _whichmodel_command in @COMMANDS@; do
    if [[ ${_comps[$_whichmodel_command]-} != _whichmodel_for ]]; then
        _whichmodel_before[$_whichmodel_command]="${_comps[$_whichmodel_command]-}"
    fi
    compdef _whichmodel_for "$_whichmodel_command"
done
unset _whichmodel_command
