using Microsoft.ML.OnnxRuntime;
using ModelCompression.Diagnostics;

namespace ModelCompression.OnnxRuntime;

/// <summary>Turns what ONNX Runtime throws into MC2012 with its message on one line.</summary>
internal static class RuntimeErrors
{
    private const int MaxLength = 400;

    public static UserErrorException CannotLoad(Exception e, string? path) => new(
        Codes.CannotRun,
        $"ONNX Runtime cannot load the model: {OneLine(e.Message)} Check that it opens in the runtime the app uses; an operator of an extension needs a newer export or another operator.",
        path,
        e);

    public static UserErrorException CannotRun(Exception e, string sampleId, string? path) => new(
        Codes.CannotRun,
        $"ONNX Runtime cannot run the model on sample '{sampleId}': {OneLine(e.Message)} Check the shapes and values of the data against what the model expects.",
        path,
        e);

    public static UserErrorException NoNativeLibrary(Exception e) => new(
        Codes.CannotRun,
        $"ONNX Runtime's native library cannot be loaded: {OneLine(e.Message)} Build on a supported platform (x64 or arm64 with a current C++ run-time library).",
        where: null,
        e);

    public static UserErrorException NoTensor(string kind, string name, string? path) => new(
        Codes.CannotRun,
        $"The model's {kind} '{name}' is no dense tensor (it is a sequence, a map, optional or sparse), which is not supported. Export the model without it.",
        path);

    /// <summary>True for what the runtime's binding throws about a model or its data, as opposed to our own mistakes.</summary>
    public static bool IsRuntimeFailure(Exception e) => e is OnnxRuntimeException or NotSupportedException;

    /// <summary>The message without its error-code prefix and line breaks, at most 400 characters, ending in a full stop.</summary>
    internal static string OneLine(string message)
    {
        var text = string.Join(' ', message.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (text.StartsWith("[ErrorCode:", StringComparison.Ordinal) && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            text = text[(end + 1)..].TrimStart();
        }

        text = text.Length > MaxLength ? text[..MaxLength] + "..." : text;
        return text.EndsWith('.') ? text : text + ".";
    }
}
