using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Metrics.Decoding;

namespace ModelCompression.Compression;

/// <summary>Finds out how a model's outputs are decoded, from the preprocessing spec.</summary>
internal static class OutputDecodings
{
    private const string MeanPool = "embedding-meanpool";

    /// <exception cref="UserErrorException">MC2011: the spec names no output of the model, or decodes padded tokens without a mask.</exception>
    public static OutputDecoding Of(Model model, PreprocessingSpec? spec)
    {
        if (spec is null)
        {
            return OutputDecoding.Raw;
        }

        var names = model.Graph.Outputs.Select(output => output.Name).ToArray();
        if (spec.Outputs.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw Error(spec, $"'outputs.{unknown}' is no output of the model. The model's outputs are: {string.Join(", ", names)}");
        }

        if (spec is { Pads: true, MaskInput: null } && spec.Outputs.FirstOrDefault(output => output.Value.Decode == MeanPool).Key is { } pooled)
        {
            throw Error(spec, $"'outputs.{pooled}' takes the mean over tokens, but texts are padded and no input has \"emit\": \"mask\", so padding would count. Set \"pad\": \"longest\", or add the mask");
        }

        return new OutputDecoding(spec.Outputs.ToDictionary(output => output.Key, output => DecoderOf(output.Value), StringComparer.Ordinal), spec.MaskInput);
    }

    /// <summary>The output that a metric judges: the first that the spec names, else the model's first that is no state.</summary>
    public static Value Judged(Model model, PreprocessingSpec? spec) =>
        model.Graph.Outputs.FirstOrDefault(output => spec?.Outputs.ContainsKey(output.Name) == true)
            ?? model.Graph.Outputs.FirstOrDefault(output => spec?.Audio?.Spec.States.Any(state => state.Output == output.Name) != true)
            ?? model.Graph.Outputs[0];

    /// <summary>How many classes the judged output tells apart by its decoding, else by its axis of channels (batch, classes, height, width); null when nothing says it.</summary>
    public static long? ClassesOf(Value output, PreprocessingSpec? spec)
    {
        if (output.Type?.Dims is not { } dims)
        {
            return null;
        }

        return spec?.Outputs.GetValueOrDefault(output.Name) is { } known && DecoderOf(known).ClassesOf(dims) is { } classes ? classes
            : dims is [_, { Size: > 1 and { } channels }, { Size: var height }, _] && channels != height ? channels // equal ones are height and width before channels
            : null;
    }

    private static IOutputDecoder DecoderOf(OutputSpec output)
    {
        var decoder = new Catalog().Create<IOutputDecoder>(output.Decode);
        return output.Detection is { } limits ? decoder.With(limits)
            : output.Ctc is { } ctc ? decoder.With(new CtcTokens(ctc.Tokens, ctc.Blank, ctc.WordDelimiter))
            : decoder;
    }

    private static UserErrorException Error(PreprocessingSpec spec, string problem) => new(Codes.InvalidPreprocessing, $"{spec.Name}: {problem}.", spec.Path);
}
