using ModelCompression.Inference;

namespace ModelCompression.Data.Images;

/// <summary>One image of a data set.</summary>
internal sealed record ImageItem(string Id, string File, ClassLabel? Label);

/// <summary>A data set of image files.</summary>
internal sealed class ImageContent(SampleBuilder builder, IReadOnlyList<ImageItem> items, bool hasLabels, IReadOnlyList<string> files) : IDatasetContent
{
    public int Count => items.Count;

    public LabelKind Labels => hasLabels ? LabelKind.Class : LabelKind.None;

    public IReadOnlyList<string> Files => files;

    public Label? LabelOf(int index) => items[index].Label;

    public byte[]? ThumbnailOf(int index) => Thumbnail.Of(ImageDecoder.Decode(items[index].File));

    public Sample Read(int index)
    {
        var item = items[index];
        return builder.FromImage(item.Id, ImageDecoder.Decode(item.File), item.Label);
    }
}
