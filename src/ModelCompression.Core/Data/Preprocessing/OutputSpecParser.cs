using ModelCompression.Inference;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads how an output is understood.</summary>
internal static class OutputSpecParser
{
    private const int MostDetections = 30_000;

    /// <summary>Keys that only some decodings have, with those.</summary>
    private static readonly (string Key, string[] Decodings)[] Special =
    [
        ("confidence", ["yolo-v5", "yolo-v8", "yolo-nms"]),
        ("maxDetections", ["yolo-v5", "yolo-v8", "yolo-nms"]),
        ("iou", ["yolo-v5", "yolo-v8"]),
        ("classAgnostic", ["yolo-v5", "yolo-v8"]),
        ("multiLabel", ["yolo-v5", "yolo-v8"]),
        ("peak", ["identity"]),
        ("threshold", ["identity"]),
        .. CtcSpecParser.Keys.Select(key => (key, new[] { CtcSpecParser.Decoding })),
    ];

    public static OutputSpec Parse(SpecObject output)
    {
        output.RequireKeys(["decode", .. Special.Select(special => special.Key)]);
        var decode = SpecNames.Decodings[output.Choice("decode", null, [.. SpecNames.Decodings.Select((name, index) => (name, index))])];
        foreach (var (key, decodings) in Special.Where(special => output.Has(special.Key) && !special.Decodings.Contains(decode)))
        {
            throw output.Error(key, $"belongs to decode {string.Join(", ", decodings.Select(name => $"\"{name}\""))} only");
        }

        return new OutputSpec(decode) { Detection = Has(decode, "confidence") ? Detection(output) : null, Peak = Between(output, "peak", 1, 1e-9, 1e9), Threshold = output.Number("threshold", OutputSpec.DefaultThreshold), Ctc = decode == CtcSpecParser.Decoding ? CtcSpecParser.Parse(output) : null };
    }

    /// <summary>True when outputs of this decoding have the key.</summary>
    public static bool Has(string decode, string key) => Array.Exists(Special, special => special.Key == key && special.Decodings.Contains(decode));

    private static DetectionLimits Detection(SpecObject output)
    {
        var usual = new DetectionLimits();
        return new DetectionLimits(
            Between(output, "confidence", usual.Confidence, 0, 1),
            Between(output, "iou", usual.Iou, 0, 1),
            output.Has("maxDetections") ? output.Whole("maxDetections", output.Required("maxDetections"), 1, MostDetections) : usual.MaxDetections,
            output.Flag("classAgnostic", usual.ClassAgnostic),
            output.Flag("multiLabel", usual.MultiLabel));
    }

    private static double Between(SpecObject output, string key, double absent, double low, double high) =>
        output.Number(key, absent) is var value && value >= low && value <= high
            ? value
            : throw output.Error(key, FormattableString.Invariant($"is {value}; it must be a number from {low} to {high}"));
}
