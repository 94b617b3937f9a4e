package io.voxlynx.usage;

import io.voxlynx.shared.InvalidInput;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prices by provider, as a setting has them: {@code deepgram=0.0043,assemblyai=0.0085}. The configuration converts
 * and injects it, so a list that cannot be read stops the start with the setting's name and what is wrong.
 */
public final class PriceList {

    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);
    /** Leaves room for the decimals of a quantity in the product. */
    private static final int MAX_SCALE = 18;

    private final Map<String, BigDecimal> prices;

    private PriceList(Map<String, BigDecimal> prices) {
        this.prices = Collections.unmodifiableMap(prices);
    }

    /** Found by the configuration by its name. @throws IllegalArgumentException saying which part is wrong */
    public static PriceList of(String setting) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        for (String part : setting.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2) {
                throw wrong(part, "name=price, separated by commas");
            }
            if (prices.put(name(pair[0], part), price(pair[1], part)) != null) {
                throw wrong(part, "every provider once");
            }
        }
        return new PriceList(prices);
    }

    private static String name(String text, String part) {
        try {
            return new ProviderName(text).value();
        } catch (InvalidInput e) {
            throw wrong(part, "a provider's name before the price");
        }
    }

    private static BigDecimal price(String text, String part) {
        BigDecimal price;
        try {
            price = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(part, "a decimal number as the price");
        }
        if (price.signum() < 0 || price.compareTo(MAX_PRICE) > 0 || price.scale() > MAX_SCALE) {
            throw wrong(part, "a price from 0 to " + MAX_PRICE + " with at most " + MAX_SCALE + " decimals");
        }
        return Decimals.plain(price);
    }

    private static IllegalArgumentException wrong(String part, String expected) {
        return new IllegalArgumentException("'" + part.strip() + "': expected " + expected);
    }

    /** Null for a provider without one. */
    BigDecimal of(ProviderName provider) {
        return prices.get(provider.value());
    }

    Set<String> providers() {
        return prices.keySet();
    }
}
