using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Annotations;

/// <summary>Specs and inputs for data sets of annotated images.</summary>
internal static class VisionData
{
    /// <summary>Pictures are letterboxed to 8 x 8 gray pixels.</summary>
    public static readonly Port Input = Ports.Floats("x", 1, 1, 8, 8);

    public static readonly PreprocessingSpec Letterbox = PreprocessingSpec.Parse(
        """{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","steps":[{"resize":{"mode":"letterbox","size":8}}]}}}""", "gray");

    public static Dataset Open(string path, IReadOnlyList<string>? labels = null, long? classes = null) =>
        Dataset.Open(new DatasetSource(path, Letterbox, labels) { PictureClasses = classes }, [Input]);

    public static Sample[] ReadAll(string path, IReadOnlyList<string>? labels = null, long? classes = null) => [.. Open(path, labels, classes).Read(CancellationToken.None)];

    /// <summary>The objects of a sample as <c>class left top right bottom</c>, crowds with a star.</summary>
    public static string Objects(this Sample sample) => string.Join("; ", ((BoxesLabel)(sample.Label ?? throw new AssertFailedException("no label"))).Objects.Select(item =>
        FormattableString.Invariant($"{item.Class}{(item.IsCrowd ? "*" : "")} {Math.Round(item.Box.Left, 6)} {Math.Round(item.Box.Top, 6)} {Math.Round(item.Box.Right, 6)} {Math.Round(item.Box.Bottom, 6)}")));

    public static string[] Ids(this IEnumerable<Sample> samples) => [.. samples.Select(sample => sample.Id)];
}
