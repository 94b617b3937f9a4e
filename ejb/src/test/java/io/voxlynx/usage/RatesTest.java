package io.voxlynx.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.InvalidInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private final Rates rates = rates();

    static Rates rates() {
        Rates rates = new Rates();
        rates.perMinute = PriceList.of(Rates.STT);
        rates.perThousandTokens = PriceList.of(Rates.LLM);
        rates.perCharacter = PriceList.of(Rates.TTS);
        return rates;
    }

    @ParameterizedTest
    @CsvSource({
        "deepgram,   60,    1,           0.0043, 0.0043",
        "assemblyai, 90,    1.5,         0.0085, 0.01275",
        "elevenlabs, 10,    0.166666667, 0.0069, 0.0011500000023",
        "deepgram,   0,     0,           0.0043, 0",
        "deepgram,   0.001, 0.000016667, 0.0043, 0.0000000716681"
    })
    void speechIsChargedByTheMinute(
            String provider, BigDecimal seconds, BigDecimal minutes, BigDecimal unit, BigDecimal total) {
        Charge charge = rates.charge(new ProviderName(provider), new UsageData.AudioDuration(seconds));

        assertThat(charge.quantity()).isEqualByComparingTo(minutes);
        assertThat(charge.unitCost()).isEqualByComparingTo(unit);
        assertThat(charge.totalCost()).isEqualByComparingTo(total);
    }

    @Test
    void tokensAreCountedOneByOneAndChargedByTheThousand() {
        Charge charge = rates.charge(new ProviderName("gemini"), new UsageData.TokenCounts(1_200, 300));

        assertThat(charge).isEqualTo(charge("1500", "0.000000075", "0.0001125"));
    }

    @Test
    void charactersAreChargedEach() {
        Charge charge = rates.charge(new ProviderName("resemble"), new UsageData.CharacterCount(480));

        assertThat(charge).isEqualTo(charge("480", "0.0003", "0.144"));
    }

    @Property
    void aTotalIsItsQuantityTimesItsUnitCostToTheLastDigit(
            @ForAll @BigRange(min = "0", max = "1000000000") @Scale(12) BigDecimal seconds,
            @ForAll @IntRange(min = 0) int tokens,
            @ForAll @BigRange(min = "0", max = "1") @Scale(18) BigDecimal rate) {
        Rates others = rates();
        others.perMinute = PriceList.of("x=" + rate.toPlainString());
        others.perThousandTokens = others.perMinute;
        ProviderName provider = new ProviderName("x");

        Charge speech = others.charge(provider, new UsageData.AudioDuration(seconds));
        Charge thoughts = others.charge(provider, new UsageData.TokenCounts(tokens, 0));

        for (Charge charge : new Charge[] {speech, thoughts}) {
            assertThat(charge.totalCost())
                    .isEqualByComparingTo(charge.quantity().multiply(charge.unitCost()));
        }
        assertThat(thoughts.totalCost().multiply(THOUSAND))
                .isEqualByComparingTo(rate.multiply(BigDecimal.valueOf(tokens)));
        assertThat(speech.quantity())
                .isEqualByComparingTo(seconds.divide(BigDecimal.valueOf(60), 9, RoundingMode.HALF_UP));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gemini
            deepgramm
            """)
    void aProviderWithoutARateForThisIsToldTheKnownOnes(String provider) {
        UsageData speech = new UsageData.AudioDuration(BigDecimal.ONE);
        ProviderName name = new ProviderName(provider);

        assertThatThrownBy(() -> rates.charge(name, speech))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refused -> assertThat(refused.details())
                                .containsEntry("field", "provider")
                                .containsEntry("expected", "for stt_minutes one of assemblyai, deepgram, elevenlabs"));
    }

    @Test
    void namesOfProvidersHaveNoCase() {
        assertThat(new ProviderName(" Deepgram ")).isEqualTo(new ProviderName("deepgram"));
        for (String name : new String[] {"", " ", "a b", "ä", "-a", "a".repeat(65), null}) {
            assertThatThrownBy(() -> new ProviderName(name)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void aSettingMayNameOtherProviders() {
        PriceList list = PriceList.of(" Whisper-2 = 0.0061 , deepgram=0,in.house_1=1e-3");

        assertThat(list.of(new ProviderName("whisper-2"))).isEqualTo("0.0061");
        assertThat(list.of(new ProviderName("deepgram"))).isEqualTo("0");
        assertThat(list.of(new ProviderName("in.house_1"))).isEqualTo("0.001");
        assertThat(list.of(new ProviderName("assemblyai"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deepgram",
                "deepgram=",
                "deepgram=free",
                "deepgram=-0.0043",
                "deepgram=0,0043",
                "deepgram=0.0043,",
                "deepgram=1,Deepgram=2",
                "deep gram=1",
                "=1",
                "deepgram=1=2",
                "deepgram=1000001",
                "deepgram=NaN",
                "deepgram=1e-19",
                "deepgram=1e999999999"
            })
    void aSettingThatCannotBeReadIsRefusedAsAWhole(String setting) {
        assertThatThrownBy(() -> PriceList.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.000001", "1000000001", "1e-61", "1e999999999", "1e-999999999"})
    void figuresOutOfBoundsAreRefused(BigDecimal figure) {
        BigDecimal one = BigDecimal.ONE;
        assertThatThrownBy(() -> new Charge(one, figure, one)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new Charge(one, one, figure)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new UsageData.AudioDuration(figure)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void countsBelowZeroAreRefused() {
        assertThatThrownBy(() -> new UsageData.TokenCounts(-1, 0)).hasMessageContaining("usage_data.input_tokens");
        assertThatThrownBy(() -> new UsageData.TokenCounts(0, -1)).hasMessageContaining("usage_data.output_tokens");
        assertThatThrownBy(() -> new UsageData.CharacterCount(-1)).hasMessageContaining("usage_data.character_count");
    }

    @Test
    void theMostTokensThatCanBeSaidAreNotTooMany() {
        Charge charge = rates.charge(
                new ProviderName("gemini"), new UsageData.TokenCounts(Integer.MAX_VALUE, Integer.MAX_VALUE));

        assertThat(charge.quantity()).isEqualTo("4294967294");
    }

    private static Charge charge(String quantity, String unitCost, String totalCost) {
        return new Charge(new BigDecimal(quantity), new BigDecimal(unitCost), new BigDecimal(totalCost));
    }
}
