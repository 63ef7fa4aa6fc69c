using ModelCompression.Data.Audio;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads an input of type <c>audio</c>.</summary>
internal static class AudioSpecParser
{
    private const int MinRate = 1000;
    private const int MaxRate = 192_000;
    private const int MaxSamples = 1 << 26;
    private const int MaxStateValues = 1 << 24;

    private static readonly string[] FrameKeys = ["hop", "context", "state"];
    private static readonly string[] FeatureKeys = ["nFft", "winLength", "hopLength", "nMels", "fMin", "fMax", "melScale", "norm", "log", "center", "floor", "layout"];

    /// <exception cref="UserErrorException">MC2011: names the key and what is allowed.</exception>
    public static AudioInputSpec Parse(SpecObject spec)
    {
        spec.RequireKeys(["type", "sampleRate", "mono", "length", "normalize", "frame", .. FrameKeys, "scale", "features", .. FeatureKeys, "mean", "std", "dtype"]);
        var rate = spec.Whole("sampleRate", spec.Required("sampleRate"), MinRate, MaxRate);
        var frame = Optional(spec, "frame");
        var hasFeatures = spec.Choice("features", false, SpecNames.Features);
        var normalizes = spec.Choice("normalize", false, SpecNames.Normalizations);
        Refuse(spec, FrameKeys, frame is null, "belongs to \"frame\" only");
        Refuse(spec, FeatureKeys, !hasFeatures, "belongs to \"features\": \"logmel\" only");
        Refuse(spec, ["length", "normalize"], frame is not null, "does not go together with \"frame\"");
        if (!spec.Flag("mono", true))
        {
            throw spec.Error("mono", "must be true: the channels of a recording become their mean");
        }

        var features = hasFeatures ? ParseFeatures(spec, rate) : null;
        var result = new AudioInputSpec(
            rate,
            frame,
            frame is null ? null : Optional(spec, "hop") ?? frame,
            spec.Has("context") ? spec.Whole("context", spec.Required("context"), 0, MaxSamples) : 0,
            spec.Has("state") ? ParseStates(spec) : [],
            Optional(spec, "length"),
            normalizes,
            features,
            spec.Number("scale", 1),
            Numbers(spec, "mean", features, 0),
            Numbers(spec, "std", features, 1),
            spec.Choice("layout", FeatureLayout.MelTime, SpecNames.FeatureLayouts),
            spec.Choice("dtype", ElementType.Float, SpecNames.AudioTypes));
        return result.Std.All(std => (float)std != 0) ? result : throw spec.Error("std", "must not hold 0");
    }

    private static LogMelSpec ParseFeatures(SpecObject spec, int rate)
    {
        var transform = spec.Whole("nFft", spec.Required("nFft"), 2, 1 << 16);
        var window = spec.Has("winLength") ? spec.Whole("winLength", spec.Required("winLength"), 1, transform) : transform;
        var result = new LogMelSpec(
            transform,
            window,
            spec.Whole("hopLength", spec.Required("hopLength"), 1, 1 << 16),
            spec.Whole("nMels", spec.Required("nMels"), 1, 1024),
            spec.Number("fMin", 0),
            spec.Number("fMax", rate / 2.0),
            spec.Choice("melScale", MelScale.Htk, SpecNames.MelScales),
            spec.Choice("norm", MelNorm.None, SpecNames.MelNorms),
            spec.Choice("log", MelLog.Natural, SpecNames.MelLogs),
            spec.Flag("center", true),
            spec.Number("floor", 1e-10));
        if (result.FMin < 0 || result.FMin >= result.FMax || result.FMax > rate / 2.0)
        {
            throw spec.Error(spec.Has("fMax") ? "fMax" : "fMin", FormattableString.Invariant($"must lead to 0 <= fMin < fMax <= {rate / 2.0}, half the sample rate"));
        }

        return result.Floor > 0 ? result : throw spec.Error("floor", "must be greater than 0");
    }

    /// <summary>One state, or a list of them.</summary>
    private static IReadOnlyList<StateLink> ParseStates(SpecObject spec)
    {
        var isList = spec.Required("state").Kind == SpecKind.Array;
        SpecObject[] objects = isList ? [.. spec.List("state").Select((item, index) => spec.Object("state", index, item))] : [spec.Object("state")];
        StateLink[] states = [.. objects.Select(ParseState)];
        var isDistinct = states.DistinctBy(state => state.Input).Count() == states.Length && states.DistinctBy(state => state.Output).Count() == states.Length;
        return isDistinct ? states : throw spec.Error("state", "names an input or output twice");
    }

    private static StateLink ParseState(SpecObject state)
    {
        state.RequireKeys("in", "out", "shape");
        long[] dims = [.. state.List("shape").Select(size => (long)state.Whole("shape", size, 1, MaxStateValues))];
        var count = dims.Aggregate(1.0, (product, size) => product * size);
        return state.Has("shape") && count <= MaxStateValues
            ? new StateLink(state.Text("in"), state.Text("out"), new Shape(dims))
            : throw state.Error("shape", state.Has("shape") ? $"holds more than {MaxStateValues} values" : "is missing; it is a list of sizes such as [2, 1, 128]");
    }

    private static IReadOnlyList<double> Numbers(SpecObject spec, string key, LogMelSpec? features, double absent) =>
        features is null ? spec.OneOrMany(key, 1, absent, "one is needed") : spec.OneOrMany(key, features.NMels, absent, $"there are {features.NMels} mels");

    private static int? Optional(SpecObject spec, string key) => spec.Has(key) ? spec.Whole(key, spec.Required(key), 1, MaxSamples) : null;

    private static void Refuse(SpecObject spec, IEnumerable<string> keys, bool isWrong, string why)
    {
        if (isWrong && keys.FirstOrDefault(spec.Has) is { } key)
        {
            throw spec.Error(key, why);
        }
    }
}
