package io.voxlynx.ratelimit;

import io.github.bucket4j.distributed.proxy.AsyncCommandExecutor;
import io.github.bucket4j.distributed.proxy.CommandExecutor;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.OptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MultiResult;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.commands.MultiCommand;
import java.util.Collections;

/**
 * Bucket4j's batches, which fail where a row is missing: the store then answers for the batch as a whole, and only a
 * single command is known to make the row and try again. Here every command of the batch is told, so each does.
 */
final class SharedTransactions implements Optimization {

    private final Optimization batching = Optimizations.batching();

    @Override
    public CommandExecutor apply(CommandExecutor store) {
        return batching.apply(new CommandExecutor() {
            @Override
            public <T> CommandResult<T> execute(RemoteCommand<T> command) {
                CommandResult<T> result = store.execute(command);
                return result.isBucketNotFound() && command instanceof MultiCommand batch ? toldEach(batch) : result;
            }
        });
    }

    @SuppressWarnings("unchecked") // a batch's result is a MultiResult
    private static <T> CommandResult<T> toldEach(MultiCommand batch) {
        MultiResult missing =
                new MultiResult(Collections.nCopies(batch.getCommands().size(), CommandResult.bucketNotFound()));
        return (CommandResult<T>) CommandResult.success(missing, MultiResult.SERIALIZATION_HANDLE);
    }

    @Override
    public AsyncCommandExecutor apply(AsyncCommandExecutor store) {
        throw new UnsupportedOperationException("the store is asked synchronously");
    }

    @Override
    public Optimization withListener(OptimizationListener listener) {
        throw new UnsupportedOperationException("nobody listens");
    }
}
