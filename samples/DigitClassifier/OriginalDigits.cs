using Microsoft.ML.OnnxRuntime;

namespace DigitClassifier;

/// <summary>The original model, called by hand for the comparison: what an app looks like without the generated class.</summary>
internal sealed class OriginalDigits(string path, SessionOptions options) : IDisposable
{
    private readonly InferenceSession _session = new(path, options);
    private readonly RunOptions _run = new();

    public float[] Run(ReadOnlySpan<byte> pixels)
    {
        var image = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            image[i] = (pixels[i] / 255f - 0.1307f) / 0.3081f;
        }

        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 1, 28, 28]);
        using var outputs = _session.Run(_run, ["input"], [input], ["logits"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
