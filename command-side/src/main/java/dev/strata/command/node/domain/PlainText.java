package dev.strata.command.node.domain;

/** Text that every database and file system can hold. */
final class PlainText {
    private PlainText() {}

    /** Whether there is neither a control character nor half a surrogate pair in it. */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
