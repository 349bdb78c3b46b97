# Completion of whichmodel in fish: whichmodel completion fish | source

function __whichmodel_ask
    @ASK@ $argv 2>/dev/null
end

function __whichmodel_begun
    commandline -ct | string replace -r '^["\']' ''
end

function __whichmodel
    set -l before (commandline -opc)
    set -l begun (__whichmodel_begun)
    __whichmodel_ask words $before[2..-1] "+$begun"
    if test $status -eq 3
        __fish_complete_path "$begun"
    end
end

complete -c whichmodel -f -a '(__whichmodel)'

# ── other commands ──

function __whichmodel_for
    set -l begun (__whichmodel_begun | string replace -r '^-[^=]*=' '')
    __whichmodel_ask @KIND@ "+$begun"
end

@EACH@
