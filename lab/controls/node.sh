# A busy JavaScript service: just-in-time code and password hashing.
exec "$2" -e 'const c=require("node:crypto");for(;;)c.pbkdf2Sync("x",String(Math.random()),20000,64,"sha512")'
