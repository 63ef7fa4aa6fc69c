using ModelCompression.Data.Images;
using ModelCompression.Inference;

namespace ModelCompression.Data.Annotations;

/// <summary>One image with a label that depends on where the image lies in the model's input.</summary>
/// <param name="LabelFor">Makes the label; null when the data has none.</param>
internal sealed record AnnotatedItem(string Id, string File, Func<ImagePlacement, Label>? LabelFor);

/// <summary>A data set of annotated image files.</summary>
internal sealed class AnnotatedContent(SampleBuilder builder, IReadOnlyList<AnnotatedItem> items, LabelKind labels, IReadOnlyList<string> files) : IDatasetContent
{
    public int Count => items.Count;

    public LabelKind Labels => labels;

    public IReadOnlyList<string> Files => files;

    public Sample Read(int index)
    {
        var item = items[index];
        var image = ImageDecoder.Decode(item.File);
        return builder.FromImage(item.Id, image, item.LabelFor?.Invoke(builder.PlacementOf(image)));
    }
}
