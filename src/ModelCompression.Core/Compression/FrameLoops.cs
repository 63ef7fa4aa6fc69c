using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>Finds out whether a model is run frame after frame, from the preprocessing spec.</summary>
internal static class FrameLoops
{
    /// <summary>Null when the spec has no frames.</summary>
    /// <exception cref="UserErrorException">MC2011: a state comes from no output of the model, or all outputs are states.</exception>
    public static FrameLoop? Of(Model model, PreprocessingSpec? spec)
    {
        if (spec?.Audio is not { Spec.Frame: not null } audio)
        {
            return null;
        }

        var outputs = model.Graph.Outputs.Select(output => output.Name).ToArray();
        var states = audio.Spec.States;
        if (states.FirstOrDefault(state => !outputs.Contains(state.Output)) is { } unknown)
        {
            throw Error(spec, $"state \"out\" is '{unknown.Output}', which is no output of the model. The model's outputs are: {string.Join(", ", outputs)}");
        }

        if (spec.Outputs.Keys.FirstOrDefault(name => states.Any(state => state.Output == name)) is { } judged)
        {
            throw Error(spec, $"'outputs.{judged}' is a state, which is handed to the next frame and not judged");
        }

        return outputs.Length > states.Count ? new FrameLoop(audio.Name, states) : throw Error(spec, "every output of the model is a state, so there is nothing to judge");
    }

    private static UserErrorException Error(PreprocessingSpec spec, string problem) => new(Codes.InvalidPreprocessing, $"{spec.Name}: {problem}.", spec.Path);
}
