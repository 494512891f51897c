package dev.strata.storage.web;

import java.util.List;
import java.util.Objects;

/** Lists of a JSON body whose elements must all be there; the platform sees to the members themselves. */
final class Nulls {
    private Nulls() {}

    static void refuseIn(String name, List<?> values) {
        if (values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name + " holds a null");
        }
    }
}
