package io.voxlynx.batch;

import jakarta.batch.runtime.context.JobContext;

/** What a job leaves for the operator; the repository has room for so many characters and fails on one more. */
final class ExitStatus {

    private static final int LONGEST = 500;

    private ExitStatus() {}

    static void set(JobContext job, String words) {
        job.setExitStatus(words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…");
    }

    static void refused(JobContext job, String why) {
        set(job, "refused: " + why);
    }
}
