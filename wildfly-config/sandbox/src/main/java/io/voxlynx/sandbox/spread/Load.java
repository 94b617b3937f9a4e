package io.voxlynx.sandbox.spread;

import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Assistants;
import io.voxlynx.sandbox.client.Campaign;
import io.voxlynx.sandbox.run.LocalPlatform;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** More work than any number of nodes can do, and how much of it gets done. */
final class Load {

    private static final int CAMPAIGNS = 4;
    private static final int CAP = 50;
    private static final int SENDERS = 16;
    private static final long PATIENCE_SECONDS = 300;

    private final LocalPlatform platform;
    private final Api sandbox;
    private final Api anonymous;
    private final AtomicLong nextNumber = new AtomicLong(2_000_000);
    private final AtomicLong nextTimestamp = new AtomicLong(System.currentTimeMillis());

    Load(LocalPlatform platform) {
        this.platform = platform;
        this.sandbox = Api.of(platform.sandbox().url());
        this.anonymous = Api.of(platform.baseUrl());
    }

    void behave(int answerMillis) {
        JsonObject behaviour = Json.createObjectBuilder()
                .add("answerMillis", answerMillis)
                .add("ringMillis", 100)
                .add("talkMillis", 400)
                .add("concurrencyLimit", 10_000)
                .build();
        sandbox.put("/sandbox/behaviour", behaviour).require(200);
    }

    /** @return calls that the provider accepted in a second, while more wait than there are lines */
    double launches(Duration settle, Duration window) throws InterruptedException {
        List<Campaign> campaigns = start((int) ((settle.toSeconds() + window.toSeconds()) * 25));
        sleep(settle);
        Instant begin = Instant.now();
        int before = dials();
        sleep(window);
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        double rate = (dials() - before) / seconds;
        for (Campaign campaign : campaigns) {
            // 409: it has come to its end
            campaign.move("cancel").require(200, 409);
        }
        await("select count(*) from calls where slot_held");
        return rate;
    }

    private List<Campaign> start(int contacts) {
        Api operator = anonymous.as(platform.sandbox().token("spread-operator", "operator"));
        Api admin = anonymous.as(platform.sandbox().token("spread-admin", "admin"));
        String assistant = Assistants.imported(admin).getString("id");
        List<Campaign> campaigns = new ArrayList<>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            campaigns.add(Campaign.create(operator, "Spread", assistant, CAP, people(contacts)));
        }
        campaigns.forEach(Campaign::start);
        anonymous.as(platform.secrets().scheduler()).post("/api/scheduler/tick").require(200);
        return campaigns;
    }

    private byte[] people(int count) {
        StringBuilder csv = new StringBuilder("name,business_name,phone\n");
        for (int i = 0; i < count; i++) {
            long number = nextNumber.getAndIncrement();
            csv.append("Person ")
                    .append(number)
                    .append(",Company,+1212")
                    .append(number)
                    .append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private int dials() {
        return sandbox.get("/sandbox/dials").require(200).array().size();
    }

    /**
     * Sends signed webhooks, each of them one more event of a call, as fast as they are taken.
     *
     * @return webhooks applied in a second, from the first request until nothing is left to be applied
     */
    double applied(int webhooks) throws InterruptedException {
        List<String> calls = calls();
        Instant begin = Instant.now();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < webhooks; i++) {
                String call = calls.get(i % calls.size());
                sent.add(senders.submit(() -> deliver(call)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A webhook was not taken", e);
        } finally {
            senders.shutdown();
        }
        await("select count(*) from inbox where next_try_at is not null");
        return webhooks / (Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    }

    private List<String> calls() {
        List<String> ids = new ArrayList<>();
        try (Connection database = platform.database().connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select provider_call_id from calls where provider_call_id is not null limit 500")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(String call) {
        String body = Json.createObjectBuilder()
                .add(
                        "message",
                        Json.createObjectBuilder()
                                .add("type", "status-update")
                                .add("status", "in-progress")
                                .add("timestamp", nextTimestamp.incrementAndGet())
                                .add("call", Json.createObjectBuilder().add("id", call)))
                .build()
                .toString();
        anonymous
                .send(anonymous
                        .request("/api/webhooks/vapi")
                        .header("Content-Type", "application/json")
                        .header("X-Vapi-Signature", signature(body))
                        .POST(BodyPublishers.ofString(body)))
                .require(200);
    }

    private String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(platform.secrets().webhook().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Until the count is 0. */
    private void await(String count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try (Connection database = platform.database().connect();
                Statement statement = database.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery(count)) {
                    row.next();
                    if (row.getInt(1) == 0) {
                        return;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Never 0: " + count);
                }
                sleep(Duration.ofMillis(50));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
