package io.voxlynx.sandbox;

import io.voxlynx.sandbox.livekit.LiveKitBehaviour;
import io.voxlynx.sandbox.vapi.Behaviour;
import io.voxlynx.sandbox.vapi.Signature;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of the sandbox. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Stands in for Vapi, LiveKit, a language model, a customer's server and identity providers. "
                + "Runs until it is told to stop.",
        footer = "Secrets are better given as environment variables than as options: the process list shows options.")
final class SandboxCommand implements Callable<Integer> {
    /** Otherwise the client keeps connections longer than the product's server does, and finds them closed. */
    private static final String KEEP_ALIVE_SECONDS = "5";

    /** With fewer than two, which is what small machines get, Java makes a new thread for every webhook's answer. */
    private static final String COMMON_POOL = "2";

    /** Loggers are weakly held: without this the levels set here would be forgotten. */
    private static final List<Logger> NOISY =
            List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"), Logger.getLogger("org.jboss"));

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8090", description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = ".voxlynx/sandbox",
            description = "Directory of the logs; continued if it exists (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--api-key",
            required = true,
            defaultValue = "${env:SANDBOX_API_KEY}",
            description = "Key that callers of the Vapi paths must show (or SANDBOX_API_KEY).")
    private String apiKey;

    @Option(names = "--webhook-url", description = "Where Vapi's webhooks go if no assistant says otherwise.")
    private URI webhookUrl;

    @Option(
            names = "--webhook-secret",
            required = true,
            defaultValue = "${env:SANDBOX_WEBHOOK_SECRET}",
            description = "Secret that Vapi's webhooks are signed with (or SANDBOX_WEBHOOK_SECRET).")
    private String webhookSecret;

    @Option(
            names = "--signature",
            defaultValue = "hmac",
            converter = Signatures.class,
            completionCandidates = Signatures.class,
            description = "How webhooks are signed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Signature signature;

    @Option(
            names = "--livekit-api-key",
            required = true,
            defaultValue = "${env:SANDBOX_LIVEKIT_API_KEY}",
            description = "Issuer of LiveKit's tokens, both ways (or SANDBOX_LIVEKIT_API_KEY).")
    private String liveKitApiKey;

    @Option(
            names = "--livekit-api-secret",
            required = true,
            defaultValue = "${env:SANDBOX_LIVEKIT_API_SECRET}",
            description = "Secret that they are signed with (or SANDBOX_LIVEKIT_API_SECRET).")
    private String liveKitApiSecret;

    @Option(
            names = "--livekit-webhook-url",
            defaultValue = "${env:SANDBOX_LIVEKIT_WEBHOOK_URL}",
            description = "Where LiveKit's webhooks go (or SANDBOX_LIVEKIT_WEBHOOK_URL; default: nowhere).")
    private URI liveKitWebhookUrl;

    @Option(
            names = "--llm-api-key",
            required = true,
            defaultValue = "${env:SANDBOX_LLM_API_KEY}",
            description = "Key that callers of the language model must show (or SANDBOX_LLM_API_KEY).")
    private String llmApiKey;

    @Option(
            names = "--supabase-jwt-secret",
            required = true,
            defaultValue = "${env:SANDBOX_SUPABASE_JWT_SECRET}",
            description = "Secret that Supabase's older tokens are signed with (or SANDBOX_SUPABASE_JWT_SECRET).")
    private String supabaseSecret;

    @Option(names = "--concurrency-limit", defaultValue = "10", description = "Calls at once (default: 10).")
    private int concurrencyLimit;

    @Option(names = "--ring-millis", defaultValue = "8000", description = "Mean time to an answer (default: 8000).")
    private int ringMillis;

    @Option(names = "--talk-millis", defaultValue = "45000", description = "Mean time of a talk (default: 45000).")
    private int talkMillis;

    @Option(
            names = "--answer-rate",
            defaultValue = "0.6",
            description = "Share of the numbers that a person answers, 0 to 1 (default: 0.6).")
    private double answerRate;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all that is drawn (default: 1).")
    private long seed;

    /** One line instead of picocli's whole usage. */
    static int explain(ParameterException wrong, String... args) {
        wrong.getCommandLine().getErr().println(wrong.getMessage() + " (--help explains the options)");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws InterruptedException {
        NOISY.forEach(logger -> logger.setLevel(Level.WARNING));
        System.setProperty("jdk.httpclient.keepalive.timeout", KEEP_ALIVE_SECONDS);
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", COMMON_POOL);
        var behaviour = new Behaviour(ringMillis, talkMillis, answerRate, seed, concurrencyLimit);
        var liveKit =
                new SandboxConfig.LiveKit(liveKitApiKey, liveKitApiSecret, liveKitWebhookUrl, LiveKitBehaviour.DEFAULT);
        var config = new SandboxConfig(
                port,
                data,
                apiKey,
                webhookUrl,
                webhookSecret,
                signature,
                behaviour,
                liveKit,
                llmApiKey,
                supabaseSecret);
        var stopped = new CountDownLatch(1);
        try {
            Sandbox sandbox = Sandbox.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox, stopped)));
            spec.commandLine()
                    .getOut()
                    .println("Sandbox ready: " + sandbox.url() + ", logs in " + data.toAbsolutePath());
        } catch (BindException taken) {
            return fail("Port " + port + " is taken. Choose another one with --port.");
        } catch (IOException unusable) {
            return fail("The sandbox cannot start: " + unusable.getMessage());
        }
        stopped.await();
        return 0;
    }

    private void stop(Sandbox sandbox, CountDownLatch stopped) {
        try {
            sandbox.close();
        } catch (IOException failure) {
            fail("The logs could not be closed: " + failure.getMessage());
        }
        stopped.countDown();
    }

    private int fail(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }

    /** Writes the modes as in {@code hmac-timestamp}. */
    static final class Signatures implements ITypeConverter<Signature>, Iterable<String> {
        private static String word(Signature signature) {
            return signature.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public Signature convert(String given) {
            return Arrays.stream(Signature.values())
                    .filter(signature -> word(signature).equals(given))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + given + "' is not one of " + String.join(", ", this)));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Signature.values()).map(Signatures::word).iterator();
        }
    }
}
