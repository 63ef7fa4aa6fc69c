using ModelCompression.Analysis;
using ModelCompression.Data.Annotations;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Readers;

/// <summary>
/// A folder with <c>images</c> and <c>masks</c> of the same names: a mask is a PNG of 8-bit gray or palette pixels of the image's size whose values are classes; 255 stands for
/// pixels that do not count.
/// </summary>
[Strategy("ImageMasks", "a folder with images/ and masks/ of the same names: PNG masks whose pixel values are classes, 255 is ignored")]
internal sealed class ImageMasksReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => PictureFolder.IsMasked(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        builder.RequireImages(location);
        var pairs = StemPairs.Of(location, ("images", "masks"));
        var limit = source.PictureClasses ?? source.Labels?.Count ?? ClassMapLabel.Ignored;
        return new AnnotatedContent(
            builder,
            [.. pairs.Select(pair => new AnnotatedItem(location.RelativeName(pair.First), pair.First, placement => Label(location.RelativeName(pair.Second), pair.Second, limit, placement)))],
            LabelKind.ClassMap,
            [.. pairs.Select(pair => pair.First), .. pairs.Select(pair => pair.Second)]);
    }

    private static ClassMapLabel Label(string name, string file, long limit, ImagePlacement placement)
    {
        var map = PngSamples.Read(file);
        var size = new PixelSize(map.Width, map.Height);
        if (size != placement.Upright && size != placement.Stored)
        {
            throw DataFile.Invalid(file, FormattableString.Invariant($"is a mask of {map.Width} x {map.Height} pixels for an image of {placement.Upright.Width} x {placement.Upright.Height}; both need the same size"));
        }

        var values = map.Bytes.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] >= limit && values[i] != ClassMapLabel.Ignored)
            {
                throw new UserErrorException(
                    Codes.LabelsMissing,
                    FormattableString.Invariant($"Mask '{name}' has class {values[i]} at column {i % map.Width}, row {i / map.Width}; the classes are 0 to {limit - 1}, and {ClassMapLabel.Ignored} stands for pixels that do not count."),
                    file);
            }
        }

        return placement.Place(map);
    }
}
