/** The rules that hold between modules and between the layers of one. */
@NullMarked
package dev.strata.architecture;

import org.jspecify.annotations.NullMarked;
