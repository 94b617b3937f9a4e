package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Multipart;
import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.tokens.Provider;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The running product and all that a test may do to it. One per test JVM.
 *
 * <pre>{@code
 * @SystemTest
 * class PauseCampaignIT {
 *     @Test
 *     void launchesNothingMore(Installation voxlynx) {
 *         TestCampaign campaign = voxlynx.campaign(Contacts.of(20), 5);
 *         campaign.start();
 *         …
 *     }
 * }
 * }</pre>
 */
public final class Installation implements AutoCloseable {

    /** Held by tests that change what all tests see, where tests of a class run at once. */
    public static final String ALONE = "the installation alone";

    /** Lines that the product may use over all campaigns. */
    public static final int PROVIDER_CAP = 30;

    /** After so many a callback is given up. */
    public static final int CALLBACK_TRIES = 4;

    /** After so many there is no analysis. */
    public static final int ANALYSIS_TRIES = 3;

    /** Who is an admin from the beginning, by the address in his token. */
    public static final String FIRST_ADMIN = "first-admin@example.com";

    private static final String UNLIMITED = "1000000";

    /** The only origin whose scripts may use the API. */
    public static final String ALLOWED_ORIGIN = "https://app.example.com";

    /** Whoever says nothing for so long is not waited for. */
    public static final int IDLE_MILLIS = 10_000;

    /** So many files are streamed to readers at once. */
    public static final int EXPORTS_AT_ONCE = 4;

    /** UTC. */
    public static final LocalTime PURGE_AT =
            LocalTime.now(ZoneOffset.UTC).plusHours(12).truncatedTo(ChronoUnit.MINUTES);

    private final Exercised exercised = new Exercised();
    private final LocalPlatform platform;
    private final Db db;
    private final SandboxClient sandbox;
    private final LiveKitClient liveKit;
    private final LlmClient llm;
    private final Discretion discretion;
    private final Api api;
    private final List<TestCampaign> campaigns = new CopyOnWriteArrayList<>();
    private String assistantId;

    private Installation(LocalPlatform platform) {
        this.platform = platform;
        this.db = new Db(platform.database());
        this.discretion = Discretion.about(platform);
        this.api = Api.of(platform.baseUrl())
                .watchedBy(discretion.andThen(Contract.servedBy(platform.baseUrl(), exercised)));
        this.sandbox = new SandboxClient(platform, api);
        this.liveKit = new LiveKitClient(platform, api);
        this.llm = new LlmClient(platform);
    }

    static Installation start() {
        try {
            return new Installation(Platforms.installation()
                    // Never by itself while tests run: what moves, moves because something happened.
                    .environment("VOXLYNX_SCHEDULER_TICK_SECONDS", "36000")
                    .environment("VOXLYNX_IDENTITY_FIRST_ADMINS", FIRST_ADMIN)
                    // Far below what the stand-in would allow, so that only we can be keeping it.
                    .environment("VOXLYNX_VAPI_MAX_CONCURRENT_CALLS", Integer.toString(PROVIDER_CAP))
                    // The long waits, short enough to be waited for.
                    .environment("VOXLYNX_VAPI_READ_TIMEOUT_MILLIS", "2000")
                    .environment("VOXLYNX_DISPATCH_SENDING_STALE_SECONDS", "5")
                    .environment("VOXLYNX_DISPATCH_UNKNOWN_SAFE_WAIT_SECONDS", "6")
                    .environment("VOXLYNX_DISPATCH_BREAKER_OPEN_SECONDS", "2")
                    .environment("VOXLYNX_CALL_SILENCE_SECONDS", "8")
                    .environment("VOXLYNX_LIVEKIT_READ_TIMEOUT_MILLIS", "5000")
                    .environment("VOXLYNX_LIVEKIT_RINGING_TIMEOUT_SECONDS", "3")
                    .environment("VOXLYNX_LIVEKIT_RINGING_SLACK_SECONDS", "3")
                    .environment("VOXLYNX_LIVEKIT_RINGING_CHECK_SECONDS", "1")
                    .environment("VOXLYNX_LIVEKIT_CHECK_SECONDS", "2")
                    .environment("VOXLYNX_CALLBACK_MAX_TRIES", Integer.toString(CALLBACK_TRIES))
                    .environment("VOXLYNX_CALLBACK_FIRST_RETRY_MILLIS", "200")
                    .environment("VOXLYNX_ANALYSIS_MAX_TRIES", Integer.toString(ANALYSIS_TRIES))
                    .environment("VOXLYNX_ANALYSIS_FIRST_RETRY_MILLIS", "200")
                    .environment("VOXLYNX_ANALYSIS_DELAY_SECONDS", "1")
                    .environment("VOXLYNX_ANALYSIS_READ_TIMEOUT_MILLIS", "10000")
                    .environment("VOXLYNX_ANALYSIS_LEASE_SECONDS", "15")
                    .environment("VOXLYNX_HTTP_IDLE_MILLIS", Integer.toString(IDLE_MILLIS))
                    .environment("VOXLYNX_HTTP_HEAD_MILLIS", "4000")
                    .environment("VOXLYNX_HTTP_BODY_WAIT_SECONDS", "3")
                    .environment("VOXLYNX_EXPORT_AT_ONCE", Integer.toString(EXPORTS_AT_ONCE))
                    .environment("VOXLYNX_EXPORT_MAX_SECONDS", "20")
                    .environment("VOXLYNX_CORS_ALLOWED_ORIGINS", ALLOWED_ORIGIN)
                    // These tests are not about limits.
                    .environment("VOXLYNX_RATE_LIMIT_GENERAL_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_RATE_LIMIT_UPLOAD_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_RATE_LIMIT_EXPORT_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_RATE_LIMIT_WORKER_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_RATE_LIMIT_ADDRESS_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_AUDIT_REFUSALS_PER_MINUTE", UNLIMITED)
                    .environment("VOXLYNX_AUDIT_STRANGER_REFUSALS_PER_MINUTE", UNLIMITED)
                    // The issuer's new keys come soon enough to be waited for.
                    .environment("VOXLYNX_IDENTITY_JWKS_UNKNOWN_KEY_SECONDS", "1")
                    // Not while tests count what is there.
                    .environment("VOXLYNX_BATCH_PURGE_AT", PURGE_AT.toString())
                    // One provider more than by default.
                    .environment("VOXLYNX_USAGE_TTS_RATES", "resemble=0.0003,in-house.2=0.000000001")
                    .start());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    /** Its processes, to be stopped, killed and started again. */
    public LocalPlatform platform() {
        return platform;
    }

    public Db db() {
        return db;
    }

    public SandboxClient sandbox() {
        return sandbox;
    }

    public LiveKitClient liveKit() {
        return liveKit;
    }

    public LlmClient llm() {
        return llm;
    }

    /** A new receiver of callbacks. */
    public CallbackClient callbacks() {
        return new CallbackClient(platform);
    }

    /** The stand-ins do what is usual again. */
    void behaveWell() {
        sandbox.behaveWell();
        liveKit.behaveWell();
        llm.behaveWell();
    }

    /** Without credentials. What it and its relatives exchange with the API is held against the OpenAPI document. */
    public Api anonymous() {
        return api;
    }

    /** The same caller, whose requests the OpenAPI document does not foresee; nothing is held against it. */
    public Api undocumented(Api caller) {
        return caller.watchedBy(discretion);
    }

    public Api admin() {
        return caller("admin-1", "admin");
    }

    public Api operator() {
        return caller("operator-1", "operator");
    }

    /** Another operator, who must not see what is the first one's. */
    public Api operator2() {
        return caller("operator-2", "operator");
    }

    public Api voice() {
        return caller("voice-1", "voice");
    }

    /** Another voice user, who must not see what is the first one's. */
    public Api voice2() {
        return caller("voice-2", "voice");
    }

    public Api worker() {
        return caller("worker-1", "agent-worker");
    }

    /** With the shared secret of cron jobs. */
    public Api scheduler() {
        return anonymous().as(platform.secrets().scheduler());
    }

    /** Anyone: a user with this subject and role. */
    public Api caller(String subject, String role) {
        return caller(Provider.PLAIN, subject, role);
    }

    /** @param subject as this provider calls its users: Clerk {@code user_…}, Supabase a UUID */
    public Api caller(Provider provider, String subject, String role) {
        return anonymous().as(platform.sandbox().token(provider, subject, role));
    }

    /** A user whose session is with Clerk. */
    public Api clerk(String name, String role) {
        return caller(Provider.CLERK, "user_" + name, role);
    }

    /** A user of Supabase, who has to be allowed by an admin first. */
    public Api supabase(UUID subject, String role) {
        return caller(Provider.SUPABASE, subject.toString(), role);
    }

    /** The same user, whose token Supabase has signed with the older secret. */
    public Api supabaseLegacy(UUID subject, String role) {
        return caller(Provider.SUPABASE_LEGACY, subject.toString(), role);
    }

    /** A round of the scheduler, now. */
    public Answer tick() {
        return scheduler()
                .post("/api/scheduler/tick", Json.createObjectBuilder().build())
                .require(200);
    }

    /** An assistant that campaigns may use; the same one for all tests. */
    public synchronized String assistantId() {
        if (assistantId == null) {
            assistantId = Assistants.imported(admin()).getString("id");
        }
        return assistantId;
    }

    /** A new agent of this caller's, as {@code POST /api/agents} answered. */
    public JsonObject agent(Api owner) {
        return owner.post("/api/agents", TestAgents.profile().build())
                .require(201)
                .json();
    }

    /** The same by {@link #voice()}; its id. */
    public UUID agentId() {
        return UUID.fromString(agent(voice()).getString("id"));
    }

    /** A new continuous campaign of {@link #operator()}, not started. */
    public TestCampaign campaign(Contacts contacts, int cap) {
        return campaign(contacts, order(cap, "continuous"));
    }

    /** What {@code POST /api/campaigns} takes beside the file. */
    public JsonObject order(int cap, String mode) {
        return Json.createObjectBuilder()
                .add("name", "System test")
                .add("cap", cap)
                .add("mode", mode)
                .add("assistantId", assistantId())
                .add("phoneNumberId", "sandbox-line-1")
                .build();
    }

    public TestCampaign campaign(Contacts contacts, JsonObject order) {
        return campaign(contacts.csv(), order);
    }

    /** Of a file that the test wrote itself. */
    public TestCampaign campaign(byte[] csv, JsonObject order) {
        Answer created = operator()
                .post(
                        "/api/campaigns",
                        new Multipart().json("campaign", order).file("contactsCsv", "contacts.csv", csv))
                .require(201);
        TestCampaign campaign = new TestCampaign(this, created.json());
        campaigns.add(campaign);
        return campaign;
    }

    void endCampaigns() {
        campaigns.forEach(TestCampaign::end);
        campaigns.clear();
    }

    /** @param test what is covered from now on is its merit */
    void begin(String test) {
        exercised.test(test);
    }

    @Override
    public void close() {
        exercised.writeTo(Platforms.output().resolve("exercised-operations.tsv"));
        platform.close();
    }
}
