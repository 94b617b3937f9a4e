package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;

/**
 * So many people at every node that its pool comes to its end: each waits for the same lock, with a connection. The
 * calls of one campaign alone take fewer.
 */
final class PoolPressure implements AutoCloseable {

    private final Stage stage;
    private final String path;
    private final List<NodeProbe> probes = new ArrayList<>();
    private final Map<NodeProbe, Api> operators = new LinkedHashMap<>();
    private final Map<NodeProbe, Integer> most = new LinkedHashMap<>();

    /** @param path of what nobody can be shown before the lock is gone */
    PoolPressure(Stage stage, String path) throws IOException {
        this.stage = stage;
        this.path = path;
        try {
            for (Node node : stage.platform().nodes()) {
                NodeProbe probe = NodeProbe.of(node);
                probes.add(probe);
                operators.put(probe, stage.operatorAt(node));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Sends as many as there are connections left. */
    void press() throws IOException, JMException {
        for (NodeProbe probe : probes) {
            int inUse = (int) probe.connectionsInUse();
            most.merge(probe, inUse, Math::max);
            Api operator = operators.get(probe);
            for (int free = probe.mostConnections() - inUse; free > 0; free--) {
                stage.beside(() -> operator.get(path));
            }
        }
    }

    /** @throws IllegalStateException if a pool has had connections left all the time */
    void requireEnd() throws IOException, JMException {
        for (NodeProbe probe : probes) {
            int reached = most.getOrDefault(probe, 0);
            stage.note(probe.name() + " had " + reached + " connections in use");
            if (reached < probe.mostConnections()) {
                throw new IllegalStateException(
                        "The pool of " + probe.name() + " was never at its end: " + reached + " in use at most");
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (NodeProbe probe : probes) {
            probe.close();
        }
    }
}
