package io.voxlynx.systemtests.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.systemtests.harness.Installation;
import io.voxlynx.systemtests.harness.Phones;
import io.voxlynx.systemtests.harness.Refusals;
import io.voxlynx.systemtests.harness.SystemTest;
import jakarta.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who orders a call names a receiver; one that lies inside is refused before anything is dialled or written. */
@SystemTest
class CallbackUrlIT {

    private final Installation voxlynx;
    private final Api owner;

    CallbackUrlIT(Installation voxlynx) {
        this.voxlynx = voxlynx;
        this.owner = voxlynx.voice();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "receiver.example",
                "ftp://receiver.example/",
                "file:///etc/passwd",
                "http://user:secret@receiver.example/",
                "http://receiver.example:0/",
                "http://receiver.example:99999/",
                "http://receiver.example/a b",
                "http://localhost./",
                "http://no-such-host.invalid/",
                "http://127.0.0.2/",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://172.16.0.1/",
                "http://192.168.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::]/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::]/",
                "http://[fc00::1]/",
                "http://[fe80::1]/",
                "http://１０.０.０.１/",
            })
    void aReceiverThatMayNotBeReachedIsRefusedWithItsField(String url) {
        String agent = voxlynx.agent(owner).getString("id");
        List<Long> before = rows();

        Answer answer = order(agent, url);

        Refusals.assertInvalid(answer, "callback_url");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void theRefusalDoesNotTellWhatThereIsInside() {
        String agent = voxlynx.agent(owner).getString("id");

        List<String> messages = Stream.of("http://no-such-host.invalid/", "http://10.0.0.1/", "http://127.0.0.2:1/")
                .map(url -> order(agent, url).error().getString("message"))
                .distinct()
                .toList();

        assertThat(messages).hasSize(1);
    }

    private Answer order(String agent, String url) {
        return owner.post(
                "/api/calls/outbound",
                Json.createObjectBuilder()
                        .add("agent_id", agent)
                        .add("phone_number", Phones.answering())
                        .add("callback_url", url)
                        .build());
    }

    private List<Long> rows() {
        return List.of(
                voxlynx.db().count("select count(*) from sessions"),
                voxlynx.db().count("select count(*) from callbacks"));
    }
}
