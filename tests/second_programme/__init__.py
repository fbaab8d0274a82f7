"""Another programme of another state, all invented: what a second publisher would bring."""
