"""What a change means: two versions of promises compared, act by act and term by term. Pure."""
