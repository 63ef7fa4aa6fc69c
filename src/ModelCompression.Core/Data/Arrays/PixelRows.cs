using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Reads array rows as decoded images: bytes of shape height x width, optionally x 1 (gray) or x 3 (RGB).</summary>
internal static class PixelRows
{
    /// <exception cref="UserErrorException">MC2004: the rows are no images.</exception>
    public static void Require(SampleArray array)
    {
        var row = array.RowShape;
        if (array.Element != ElementType.UInt8 || row.Rank is not (2 or 3) || (row.Rank == 3 && row[2] is not (1 or 3)) || row.Count is 0 or > ImageDecoder.MaxPixels)
        {
            throw new UserErrorException(
                Codes.DataMismatch,
                $"{array.Describe()} has samples of {array.Element}[{row}]; an input of type 'image' takes UInt8 of shape height x width (gray) or height x width x 3 (RGB).",
                array.File);
        }
    }

    public static DecodedImage ToImage(SampleArray array, ReadOnlyMemory<byte> bytes)
    {
        var row = array.RowShape;
        var channels = row.Rank == 3 ? (int)row[2] : 1;
        return new DecodedImage(new Pixels((int)row[1], (int)row[0], channels, bytes), Orientation.Normal);
    }
}
