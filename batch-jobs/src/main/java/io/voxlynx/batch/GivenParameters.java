package io.voxlynx.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Properties;

/** All that an operator has told a job; a batchlet is injected only with what it knows, and would not see a typing error. */
@ApplicationScoped
public class GivenParameters {

    JobParameters of(JobContext job) {
        JobOperator jobs = BatchRuntime.getJobOperator();
        Properties properties = jobs.getParameters(job.getExecutionId());
        return JobParameters.of(properties == null ? new Properties() : properties);
    }
}
