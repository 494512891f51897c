package dev.strata.storage.job.web;

import dev.strata.storage.job.JobReport;
import dev.strata.storage.job.Jobs;
import dev.strata.storage.job.Jobs.Overview;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator begin long work on the storage, and look how far it is. */
@RestController
class JobController {
    private static final String PAUSE = "/v1/operations/storage/{jobs:rebuilds|rotations|copies}/pause";
    private static final Map<String, String> KINDS =
            Map.of("rebuilds", "rebuild", "rotations", "rotation", "copies", "copy");

    private final Jobs jobs;

    JobController(Jobs jobs) {
        this.jobs = jobs;
    }

    @PostMapping("/v1/operations/storage/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobReport rebuild(@RequestParam(defaultValue = "false") boolean verify) {
        return jobs.start("rebuild", Map.of("verify", String.valueOf(verify)));
    }

    /** @param domain one dedup domain, if it shall not be all of them */
    @SuppressWarnings("MissingSummary") // the class says it
    @PostMapping("/v1/operations/storage/rotations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobReport rotate(@RequestParam(required = false) @Nullable UUID domain) {
        return jobs.start("rotation", domain == null ? Map.of() : Map.of("domain", domain.toString()));
    }

    @GetMapping("/v1/operations/storage/rotations")
    Overview rotations() {
        return jobs.overview("rotation");
    }

    @PostMapping("/v1/operations/storage/copies")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobReport copy(
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "false") boolean deleteSource) {
        return jobs.start("copy", Map.of("from", from, "to", to, "deleteSource", String.valueOf(deleteSource)));
    }

    @GetMapping("/v1/operations/storage/copies")
    Overview copies() {
        return jobs.overview("copy");
    }

    @PutMapping(PAUSE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(@PathVariable("jobs") String which) {
        jobs.pause(kind(which));
    }

    @DeleteMapping(PAUSE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable("jobs") String which) {
        jobs.resume(kind(which));
    }

    private static String kind(String which) {
        return Objects.requireNonNull(KINDS.get(which), "the path has one of them");
    }

    @GetMapping("/v1/operations/storage/rebuilds")
    Overview rebuilds() {
        return jobs.overview("rebuild");
    }
}
