package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.byteman.agent.Main;
import org.jboss.byteman.agent.submit.ScriptText;
import org.jboss.byteman.agent.submit.Submit;

/**
 * Byteman's agent in a node's JVM, through which the node is told where in its own code to die or to stand still. The
 * rules name classes and methods of the product: one that matches nothing is an error of the scenario, never a pass.
 */
final class Sabotage {

    private static final String LOCALHOST = "127.0.0.1";
    private static final String PORT_FILE = ".sabotage";

    private final Node node;
    private final Submit agent;

    private Sabotage(Node node, Submit agent) {
        this.node = node;
        this.agent = agent;
    }

    /** What a node's JVM needs for it; the agent listens on another port at each start, noted beside the node's files. */
    static List<String> javaOptions(Path platform, String node) {
        try (ServerSocket free = new ServerSocket(0)) {
            Path jar = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Files.writeString(platform.resolve(node + PORT_FILE), String.valueOf(free.getLocalPort()));
            return List.of(
                    "-javaagent:" + jar + "=listener:true,address:" + LOCALHOST + ",port:" + free.getLocalPort(),
                    // every module of the server sees the agent's classes
                    "-Djboss.modules.system.pkgs=org.jboss.byteman");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sabotage of(Node node) throws IOException {
        Path file = node.directory().resolveSibling(node.name() + PORT_FILE);
        return new Sabotage(node, new Submit(LOCALHOST, Integer.parseInt(Files.readString(file))));
    }

    /** Dies at the given pass of this point, without a word to anybody. */
    void killAt(FaultPoint point, int pass) throws Exception {
        plant(point, pass, "delay(" + point.hesitation() + "); killJVM()");
    }

    /**
     * Stops itself at the given pass of this point as SIGSTOP from outside would, and goes on from there after
     * {@link Node#thaw()}.
     */
    void freezeAt(FaultPoint point, int pass) throws Exception {
        plant(point, pass, "Runtime.getRuntime().exec(\"kill -STOP " + node.pid() + "\").waitFor()");
    }

    private void plant(FaultPoint point, int pass, String action) throws Exception {
        // the agent counts for as long as the JVM lives, and a node that only stood still has lived on
        String counter = point.name() + '-' + UUID.randomUUID();
        String rule = String.join(
                "\n",
                "RULE " + point.name(),
                point.location(),
                "IF (" + point.condition() + ") AND incrementCounter(\"" + counter + "\") == " + pass,
                "DO " + action,
                "ENDRULE",
                "");
        agent.addScripts(List.of(new ScriptText(point.name(), rule)));
        String state = agent.listAllRules();
        if (!state.contains("trigger method") || state.contains("ERROR") || state.contains("Exception")) {
            throw new IllegalStateException("The rule of " + point.name() + " matches nothing on " + node.name()
                    + ": has the product changed? The agent says: " + state);
        }
    }
}
