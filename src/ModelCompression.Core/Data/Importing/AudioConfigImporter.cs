using System.Text.Json.Nodes;
using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Importing;

/// <summary>
/// Imports <c>preprocessor_config.json</c> of a speech model: <c>Wav2Vec2FeatureExtractor</c> (samples, perhaps normalized) and <c>WhisperFeatureExtractor</c> (log-mel
/// features of 30 seconds). A key that is not known and not switched off is an error, since it may change the result.
/// </summary>
[Strategy("audio-config", "preprocessor_config.json of a speech model (wav2vec 2.0, Whisper).")]
internal sealed class AudioConfigImporter : ISpecImporter
{
    private const string Wav2Vec2 = "Wav2Vec2FeatureExtractor";
    private const string Whisper = "WhisperFeatureExtractor";
    private const int WhisperRate = 16_000;

    /// <summary>What changes nothing for single recordings, or follows from other keys.</summary>
    private static readonly string[] Harmless =
        ["feature_extractor_type", "processor_class", "padding_side", "padding_value", "return_attention_mask", "mel_filters", "nb_max_frames", "auto_map", "return_tensors"];

    private static readonly string[] Signs = ["sampling_rate", "feature_size", "padding_value", "n_fft", "num_mel_bins"];

    public bool Recognizes(ImportSource source) => source.Json is { } json && !json.TryGetProperty("schema", out _) && Signs.Any(sign => json.TryGetProperty(sign, out _));

    public JsonObject Import(ImportSource source)
    {
        var config = new ConfigObject(source, source.Json ?? default);
        var audio = config.Text("feature_extractor_type") switch
        {
            Wav2Vec2 => Samples(config),
            Whisper => Features(config),
            var other => throw source.Error("feature_extractor_type", $"is \"{other}\"; imported are {Wav2Vec2} and {Whisper}. Write a spec with an input of type \"audio\" and its rate, frames and features"),
        };
        var input = source.Model.Inputs is [var single] ? single : throw source.Error($"the model must have one input, the recording; its inputs are {source.InputNames}. Write a preprocessing spec");
        audio["dtype"] = ElementName(input);
        return new JsonObject { ["schema"] = 1, ["inputs"] = new JsonObject { [input.Name] = audio } };
    }

    private static JsonObject Samples(ConfigObject config)
    {
        config.RequireKeys(["sampling_rate", "do_normalize", "feature_size"], Harmless);
        if (config.Number("feature_size") is not (null or 1))
        {
            throw config.Source.Error("feature_size", "must be 1 for a model of samples");
        }

        return new JsonObject { ["type"] = "audio", ["sampleRate"] = Whole(config, "sampling_rate"), ["normalize"] = config.Flag("do_normalize") ?? true ? "samples" : "none" };
    }

    private static JsonObject Features(ConfigObject config)
    {
        config.RequireKeys(["sampling_rate", "feature_size", "n_fft", "hop_length", "chunk_length", "n_samples"], [.. Harmless, "dither"]);
        if (Whole(config, "sampling_rate") != WhisperRate || config.Number("dither") is not (null or 0))
        {
            throw config.Source.Error("sampling_rate", $"must be {WhisperRate}, and 'dither' 0 or absent. Write a preprocessing spec");
        }

        return new JsonObject
        {
            ["type"] = "audio",
            ["sampleRate"] = WhisperRate,
            ["length"] = config.Has("n_samples") ? Whole(config, "n_samples") : Whole(config, "chunk_length") * WhisperRate,
            ["features"] = "logmel",
            ["nFft"] = Whole(config, "n_fft"),
            ["hopLength"] = Whole(config, "hop_length"),
            ["nMels"] = Whole(config, "feature_size"),
            ["melScale"] = "slaney",
            ["norm"] = "slaney",
            ["log"] = "whisper",
        };
    }

    private static int Whole(ConfigObject config, string key) => config.Number(key) is { } number && Math.Floor(number) == number && number is > 0 and <= 1 << 26
        ? (int)number
        : throw config.Source.Error(key, config.Has(key) ? "must be a whole number above 0" : "is missing");

    private static string ElementName(Port input) => input.Type?.Element == ElementType.Float16 ? "float16" : "float32";
}
