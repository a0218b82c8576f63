# Nothing at all: what is said here is about the machine, and is not held against the other controls.
exec sleep infinity
