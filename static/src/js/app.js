/** What members get on top: fragments by htmx, likes at once, quotes, and the composer when it is wanted. */
import htmx from "htmx.org";
import { bell } from "./bell.js";
import { fragments } from "./fragments.js";
import { lazyComposer } from "./lazy.js";
import { likes } from "./likes.js";
import { quotes } from "./quotes.js";
import { reading } from "./reading.js";

fragments(htmx);
bell(htmx);
lazyComposer();
likes();
quotes();
reading();
