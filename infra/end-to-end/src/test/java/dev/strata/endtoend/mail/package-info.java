/** What comes by mail, and what it tells of, with a real SMTP server. */
@NullMarked
package dev.strata.endtoend.mail;

import org.jspecify.annotations.NullMarked;
