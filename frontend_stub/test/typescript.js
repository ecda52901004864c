// Lets Node 20 run the tests' TypeScript: types are stripped by the compiler that is installed anyway.
import { register } from 'node:module'

register('./strip.js', import.meta.url)
