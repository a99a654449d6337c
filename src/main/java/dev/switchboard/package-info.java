/** The words that everybody uses, and the start. Imports no module. */
@NullMarked
package dev.switchboard;

import org.jspecify.annotations.NullMarked;
