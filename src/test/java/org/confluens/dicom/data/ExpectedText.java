package org.confluens.dicom.data;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;

/** The texts that independent decoders agreed on, by file and attribute. */
record ExpectedText(Reader source) {
    Map<String, Map<String, String>> read() {
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        try (JsonReader reader = Json.createReader(source)) {
            reader.readObject().forEach((name, texts) -> files.put(name, strings(texts.asJsonObject())));
        }
        return files;
    }

    private static Map<String, String> strings(JsonObject object) {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            if (entry.getValue() instanceof JsonString string) {
                strings.put(entry.getKey(), string.getString());
            }
        }
        return strings;
    }
}
