# Completion of whichmodel in PowerShell: whichmodel completion powershell | Out-String | Invoke-Expression

function __WhichmodelAsk {
    & @ASK@ @args 2>$null | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
}

function __WhichmodelBefore($commandAst, $cursorPosition) {
    $commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 |
        ForEach-Object { $_.Extent.Text }
}

Register-ArgumentCompleter -Native -CommandName whichmodel -ScriptBlock {
    param($begun, $commandAst, $cursorPosition)
    $before = @(__WhichmodelBefore $commandAst $cursorPosition)
    __WhichmodelAsk 'words' @before "+$begun"
}

# ── other commands ──

Register-ArgumentCompleter -Native -CommandName @COMMANDS@ -ScriptBlock {
    param($begun, $commandAst, $cursorPosition)
    $command = $commandAst.GetCommandName()
    $option = @(__WhichmodelBefore $commandAst $cursorPosition)[-1]
    if (@(@PAIRS@) -contains "$command $option") {
        __WhichmodelAsk '@KIND@' "+$begun"
    }
}
