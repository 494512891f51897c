package dev.strata.storage.rotation;

import dev.strata.platform.web.ProblemException;
import dev.strata.storage.gc.CollectionSettings;
import dev.strata.storage.gc.PackRewriter;
import dev.strata.storage.gc.PackRewriter.Rewritten;
import dev.strata.storage.job.Job;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.rotation.OldPacks.Old;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Retires the data keys of all dedup domains, or of one, and writes what is sealed with retired ones anew. Packs that
 * cannot be read stay, and so do their keys; the collector destroys the others.
 */
@Component
public class DataKeyRotation implements Job {
    static final String DOMAIN = "domain";

    /** No key that is newer: those are what everything is sealed with in the end, also when it is begun again. */
    static final String UNTIL = "until";

    private final OldPacks packs;
    private final DataKeys keys;
    private final PackRewriter rewriter;
    private final CollectionSettings settings;

    DataKeyRotation(OldPacks packs, DataKeys keys, PackRewriter rewriter, CollectionSettings settings) {
        this.packs = packs;
        this.keys = keys;
        this.rewriter = rewriter;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "rotation";
    }

    @Override
    public Map<String, String> accept(Map<String, String> wanted) {
        UUID newest = packs.newestKey(domain(wanted.get(DOMAIN)))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT, "no-data-key", "There is no data key to be rotated."));
        Map<String, String> accepted = new HashMap<>(wanted);
        accepted.put(UNTIL, newest.toString());
        return accepted;
    }

    private static @Nullable UUID domain(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void run(JobRun run) throws IOException {
        UUID domain = domain(run.option(DOMAIN));
        UUID until = UUID.fromString(String.valueOf(run.option(UNTIL)));
        run.begin("keys");
        run.set("keys", packs.retire(until, domain));
        keys.forgetCurrent();
        run.set("packsRewritten", 0);
        run.set("packsLeft", packs.count(until, domain));
        run.begin("rewriting");
        // While one pass is on, another process may still write under a key that it believes to be current.
        while (pass(until, domain, run) > 0) {
            run.set("packsLeft", packs.count(until, domain));
            run.checkpoint();
        }
        long left = packs.count(until, domain);
        run.set("packsLeft", left);
        if (left > 0) {
            run.note(
                    "%d packs could not be read, or not wholly: they stay under old keys until they have been repaired."
                            .formatted(left));
        }
    }

    /** Says how many packs have gone. */
    private long pass(UUID until, @Nullable UUID domain, JobRun run) throws IOException {
        long gone = 0;
        List<Old> group = new ArrayList<>();
        List<Old> page = packs.page(until, domain, Old.FIRST);
        while (!page.isEmpty()) {
            for (Old next : page) {
                if (!fits(group, next)) {
                    gone += rewrite(group, run);
                    group.clear();
                }
                group.add(next);
            }
            page = packs.page(until, domain, page.getLast());
        }
        return gone + rewrite(group, run);
    }

    private boolean fits(List<Old> group, Old next) {
        return group.isEmpty()
                || (group.getFirst().domain().equals(next.domain())
                        && group.stream().mapToLong(Old::live).sum() + next.live()
                                <= settings.packTarget().toBytes());
    }

    private long rewrite(List<Old> group, JobRun run) throws IOException {
        if (group.isEmpty()) {
            return 0;
        }
        Rewritten rewritten = rewriter.rewrite(
                group.getFirst().domain(), group.stream().map(Old::pack).toList());
        rewritten.notes().forEach(run::note);
        run.add("packsRewritten", rewritten.packs());
        run.add("packsLeft", -rewritten.packs());
        run.checkpoint();
        return rewritten.packs();
    }
}
