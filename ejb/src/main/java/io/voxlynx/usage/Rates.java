package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What providers charge, in USD, as they quote it: speech by the minute, tokens by the thousand, characters each. */
@ApplicationScoped
public class Rates {

    static final String STT = "deepgram=0.0043,assemblyai=0.0085,elevenlabs=0.0069";
    static final String LLM = "gemini=0.000075";
    static final String TTS = "resemble=0.0003";

    private static final int THOUSAND = 3;

    @Inject
    @ConfigProperty(name = "voxlynx.usage.stt-rates", defaultValue = STT)
    PriceList perMinute;

    @Inject
    @ConfigProperty(name = "voxlynx.usage.llm-rates", defaultValue = LLM)
    PriceList perThousandTokens;

    @Inject
    @ConfigProperty(name = "voxlynx.usage.tts-rates", defaultValue = TTS)
    PriceList perCharacter;

    /** @throws InvalidInput if the provider has no rate for this */
    Charge charge(ProviderName provider, UsageData usage) {
        PriceList list = list(usage.type());
        BigDecimal rate = list.of(provider);
        if (rate == null) {
            throw InvalidInput.field(
                    "provider", provider, "for " + usage.type() + " one of " + String.join(", ", list.providers()));
        }
        return Charge.of(usage.quantity(), usage.type() == UsageType.llm_tokens ? rate.movePointLeft(THOUSAND) : rate);
    }

    private PriceList list(UsageType type) {
        return switch (type) {
            case stt_minutes -> perMinute;
            case llm_tokens -> perThousandTokens;
            case tts_characters -> perCharacter;
        };
    }
}
