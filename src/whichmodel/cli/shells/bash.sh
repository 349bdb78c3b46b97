# Completion of whichmodel in bash: eval "$(whichmodel completion bash)"

_whichmodel_ask() {
    @ASK@ "$@" 2>/dev/null
}

# Sets `before`, the words ahead of the cursor, and `begun`, the part of one that ends there. Bash
# itself breaks words at : and =, which are in model strings and options; here only spaces count.
_whichmodel_line() {
    local line="${COMP_LINE-}" last
    if [[ -n $line ]]; then
        line="${line:0:COMP_POINT}"
    else
        line="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    fi
    read -ra before <<<"$line"
    begun=
    last=$((${#before[@]} - 1))
    if [[ $last -ge 0 && $line != *[[:space:]] ]]; then
        begun="${before[last]#[\"\']}"
        unset "before[last]"
    fi
    before=("${before[@]:1}")
}

# Offers what the answer to "$@" is. Of what is begun, bash replaces what follows the last break.
_whichmodel_offer() {
    local answer word about breaks="${COMP_WORDBREAKS//[!:=]/}" kept=
    COMPREPLY=()
    answer="$(_whichmodel_ask "$@" "+$begun")"
    [[ $? -eq 3 ]] && return  # a file: what bash does by default
    compopt +o default +o bashdefault 2>/dev/null
    [[ -n $breaks ]] && kept="${lead-}$begun" kept="${kept%"${kept##*[$breaks]}"}"
    while IFS=$'\t' read -r word about; do
        [[ -n $word ]] || continue
        word="${lead-}$word"
        COMPREPLY+=("${word#"$kept"}")
    done <<<"$answer"
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
}

_whichmodel() {
    local before begun
    _whichmodel_line
    _whichmodel_offer words "${before[@]}"
}

complete -o bashdefault -o default -F _whichmodel whichmodel

# ── other commands ──

_whichmodel_for() {
    local before begun option= lead= command="${1##*/}"
    _whichmodel_line
    [[ ${#before[@]} -gt 0 ]] && option="${before[${#before[@]} - 1]}"
    if [[ $begun == -*=* ]]; then
        option="${begun%%=*}" lead="${begun%%=*}=" begun="${begun#*=}"
    fi
    case "$command $option" in
        @PAIRS@) _whichmodel_offer @KIND@ ;;
        *) _whichmodel_earlier "$@" ;;
    esac
}

# Leaves the rest of the command to what completed it before, which may be loaded only now.
_whichmodel_earlier() {
    local kept="_whichmodel_before_${command//[!A-Za-z0-9]/_}" how load
    how="${!kept-}"
    if [[ -z $how ]]; then
        for load in _comp_load _completion_loader; do
            declare -F "$load" >/dev/null && { "$load" "$command"; break; }
        done
        how="$(complete -p "$command" 2>/dev/null)"
        [[ $how == *" _whichmodel_for "* ]] && how=
        printf -v "$kept" %s "${how:-none}"
        complete -o bashdefault -o default -F _whichmodel_for "$command"
    fi
    if [[ $how == *" -F "* ]]; then
        how="${how##* -F }"
        "${how%% *}" "$@"
    fi
}

for _whichmodel_command in @COMMANDS@; do
    _whichmodel_how="$(complete -p "$_whichmodel_command" 2>/dev/null)"
    if [[ $_whichmodel_how != *" _whichmodel_for "* ]]; then
        printf -v "_whichmodel_before_${_whichmodel_command//[!A-Za-z0-9]/_}" %s "$_whichmodel_how"
    fi
    complete -o bashdefault -o default -F _whichmodel_for "$_whichmodel_command"
done
unset _whichmodel_command _whichmodel_how
