"""Ask a person which model: `state` thinks, `drawing` shows, `terminal` is all that touches one."""
