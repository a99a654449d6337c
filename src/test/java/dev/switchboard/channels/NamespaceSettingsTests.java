package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.SwitchboardApplication;
import dev.switchboard.broker.DeliveryClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.unit.DataSize;

/** What operators write about namespaces, and what they are told when it means nothing. */
class NamespaceSettingsTests {

    private static Namespaces namespaces(Map<String, String> properties) {
        return new Namespaces(new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("switchboard", ChannelsProperties.class));
    }

    @Test
    void threeNamespacesComeWithTheApplication() {
        Namespaces found = namespaces(Map.of());

        assertThat(found.all()).extracting(Namespace::name).containsExactlyInAnyOrder("live", "events", "notices");
        assertThat(found.require("live").delivery()).isEqualTo(DeliveryClass.STATE);
        assertThat(found.require("live").interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(found.require("events").delivery()).isEqualTo(DeliveryClass.EPHEMERAL);
        assertThat(found.require("notices").delivery()).isEqualTo(DeliveryClass.LOG);
        assertThat(found.all())
                .allMatch(each -> each.access().publish().equals(Set.of(Who.TOKENS))
                        && each.access().listen().equals(Set.of(Who.SIGNED_IN))
                        && !each.presence());
    }

    @Test
    void everySettingIsReadInWhicheverSpelling() {
        Namespace read = namespaces(Map.of(
                        "switchboard.channels.scores.delivery", "state",
                        "switchboard.channels.scores.publish", "members, tokens",
                        "switchboard.channels.scores.listen[0]", "members",
                        "switchboard.channels.scores.members[0]", "ada",
                        "switchboard.channels.scores.members[1]", "bob",
                        "switchboard.channels.scores.historySize", "7",
                        "switchboard.channels.scores.historyage", "90s",
                        "switchboard.channels.scores.history_memory", "1MB",
                        "switchboard.channels.scores.rate", "3",
                        "switchboard.channels.scores.payload-limit", "2KB"))
                .require("scores");

        assertThat(read.access())
                .isEqualTo(new Namespace.Access(
                        Set.of(Who.MEMBERS, Who.TOKENS), Set.of(Who.MEMBERS), Set.of("ada", "bob")));
        assertThat(read.kept())
                .isEqualTo(new Namespace.Kept(7, Duration.ofSeconds(90), DataSize.ofMegabytes(1), 10_000));
        assertThat(read.interval()).isEqualTo(Duration.ofNanos(333_333_334));
        assertThat(read.payloadLimit()).isEqualTo(DataSize.ofKilobytes(2));
    }

    @Test
    void whatComesWithTheApplicationCanBeChanged() {
        Namespace live =
                namespaces(Map.of("switchboard.channels.live.rate", "0")).require("live");

        assertThat(live.delivery()).isEqualTo(DeliveryClass.STATE);
        assertThat(live.interval()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own.rate | 5 | switchboard.channels.own.delivery is 'state', 'ephemeral' or 'log', and is missing",
                "live.delivery | stat | switchboard.channels.live.delivery is 'state', 'ephemeral' or 'log', not 'stat'",
                "live.delivry | state | switchboard.channels.live.delivry is no setting of a namespace; there are",
                "live.rate | 101 | switchboard.channels.live.rate is 0 to 100, not '101'",
                "live.rate | fast | switchboard.channels.live.rate is 0 to 100, not 'fast'",
                "notices.rate | 5 | switchboard.channels.notices.rate has no meaning where delivery is 'log', not '5'",
                "events.history-size | 5 | switchboard.channels.events.history-size has no meaning where delivery is 'ephemeral'",
                "notices.history-size | 0 | switchboard.channels.notices.history-size is 1 to 1000000, not '0'",
                "live.history-age | soon | switchboard.channels.live.history-age is a time such as",
                "live.history-age | 0s | switchboard.channels.live.history-age is a time such as",
                "live.payload-limit | 17MB | switchboard.channels.live.payload-limit is a size such as '16KB', 1 B to 16MB",
                "live.payload-limit | much | switchboard.channels.live.payload-limit is a size such as",
                "live.publish | everybody | switchboard.channels.live.publish has words of tokens, members, signed-in, not",
                "live.listen | tokens | switchboard.channels.live.listen has words of members, signed-in, anonymous, not 'tokens'",
                "live.publish | anonymous | switchboard.channels.live.publish has words of tokens, members, signed-in, not",
                "live.listen | members | switchboard.channels.live.members has user names, since publish or listen says",
                "live.members | ada | switchboard.channels.live.members has no effect, since neither publish nor listen",
                "live.presence | maybe | switchboard.channels.live.presence is 'true' or 'false', not 'maybe'",
                "live.channel-limit | 0 | switchboard.channels.live.channel-limit is 1 to 1000000, not '0'",
                "rooms.delivery | log | switchboard.channels.rooms cannot be a namespace, for rooms are chat's",
                "4you.delivery | log | switchboard.channels.4you is not the name of a namespace",
            })
    void aSettingThatMeansNothingIsToldInOneSentence(String property, String value, String sentence) {
        assertThatThrownBy(() -> namespaces(Map.of("switchboard.channels." + property, value)))
                .isInstanceOf(WrongChannelsException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void aWrongSettingStopsTheStart(@TempDir Path directory) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(SwitchboardApplication.class);

        assertThatThrownBy(() -> application.run(
                        "--server.port=0",
                        "--switchboard.storage.directory=" + directory,
                        "--switchboard.channels.live.delivery=stat"))
                .satisfies(thrown -> {
                    WrongChannelsException cause = null;
                    for (Throwable each = thrown; each != null; each = each.getCause()) {
                        cause = each instanceof WrongChannelsException wrong ? wrong : cause;
                    }
                    assertThat(cause).isNotNull();
                    assertThat(new WrongChannelsAnalysis().analyze(thrown))
                            .extracting(FailureAnalysis::getDescription)
                            .isEqualTo(
                                    "switchboard.channels.live.delivery is 'state', 'ephemeral' or 'log', not 'stat'");
                });
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| `switchboard\\.channels\\.<namespace>\\.([a-z-]+)` \\|");
        List<String> documented = row.matcher(Files.readString(Path.of("docs/operations/README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(documented).containsExactlyElementsOf(NamespaceSettings.ALL);
    }
}
