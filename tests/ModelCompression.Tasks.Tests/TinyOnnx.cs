using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Tasks.Tests;

/// <summary>A model file for the tasks, which read its signature.</summary>
internal static class TinyOnnx
{
    /// <summary>Writes y = x + c; with <paramref name="maxBytes"/> the constant goes into a file beside it.</summary>
    public static void Write(string path, long maxBytes = OnnxWriter.DefaultMaxBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        OnnxWriter.Write(GraphText.Parse("input x: float[N,1000]\nc = const float[1000] seed 1\ny: float[N,1000] = Add(x, c)\noutput y: float[N,1000]"), path, maxBytes);
    }
}
