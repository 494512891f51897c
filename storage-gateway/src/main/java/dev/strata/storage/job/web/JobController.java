package dev.strata.storage.job.web;

import dev.strata.storage.job.JobReport;
import dev.strata.storage.job.Jobs;
import dev.strata.storage.job.Jobs.Overview;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator begin long work on the storage, and look how far it is. */
@RestController
class JobController {
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

    @GetMapping("/v1/operations/storage/rebuilds")
    Overview rebuilds() {
        return jobs.overview("rebuild");
    }
}
