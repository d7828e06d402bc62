/* The one script of the staff pages. Every page works without it; areas add small custom elements here. */

