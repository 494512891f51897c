package dev.strata.benchmarks.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The seconds that one contender took, a round each. */
record Course(List<Double> first, List<Double> again, List<Double> back) {
    Course() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void run(Contender contender, Path original) throws Exception {
        first.add(contender.send());
        again.add(contender.send());
        back.add(contender.receive());
        SourceTree.requireSame(original, contender.received());
    }
}
