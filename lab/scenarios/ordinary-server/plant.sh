# Nothing is planted: everything here is innocent.
