package dev.strata.storage.job.web;

import dev.strata.storage.job.JobReport;
import dev.strata.storage.job.Jobs;
import dev.strata.storage.job.Jobs.Overview;
import java.util.Map;
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

    @GetMapping("/v1/operations/storage/rebuilds")
    Overview rebuilds() {
        return jobs.overview("rebuild");
    }
}
