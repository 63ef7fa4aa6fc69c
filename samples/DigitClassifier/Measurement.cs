using System.Diagnostics;

namespace DigitClassifier;

/// <summary>How many digits a model gets right, and how long it takes, from pixels to scores.</summary>
internal sealed record Measurement(double Accuracy, double MicrosecondsPerImage)
{
    public delegate float[] Classifier(ReadOnlySpan<byte> pixels);

    public static Measurement Of(DigitImages images, Classifier classify)
    {
        for (var i = 0; i < 100; i++)
        {
            classify(images[i]); // warm up
        }

        var right = 0;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < images.Count; i++)
        {
            var scores = classify(images[i]);
            right += scores.AsSpan().IndexOf(scores.Max()) == images.Label(i) ? 1 : 0;
        }

        return new Measurement((double)right / images.Count, watch.Elapsed.TotalMicroseconds / images.Count);
    }
}
