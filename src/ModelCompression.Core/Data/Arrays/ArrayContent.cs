using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>A data set of arrays: one per model input, and perhaps one of class indices or of right values.</summary>
internal sealed class ArrayContent : IDatasetContent
{
    private readonly IReadOnlyDictionary<string, SampleArray> _arrays;
    private readonly IReadOnlyList<Label>? _labels;
    private readonly SampleBuilder _builder;

    /// <param name="arrays">By input name.</param>
    /// <param name="labels">Class indices, right values where <paramref name="meaning"/> says so, or null.</param>
    /// <param name="files">What is read.</param>
    /// <exception cref="UserErrorException">MC2004: an array does not fit its input, or the counts differ; MC2007: labels are no class indices.</exception>
    public ArrayContent(
        SampleBuilder builder, IReadOnlyDictionary<string, SampleArray> arrays, SampleArray? labels, (ClassLabels Classes, LabelKind Numbers) meaning, IReadOnlyList<string> files)
    {
        _builder = builder;
        _arrays = arrays;
        Files = files;
        var first = arrays[builder.Inputs[0].Name];
        Count = first.Count;
        foreach (var array in labels is null ? arrays.Values : arrays.Values.Append(labels))
        {
            if (array.Count != Count)
            {
                throw new UserErrorException(
                    Codes.DataMismatch, $"{first.Describe()} holds {Count} samples, but {array.Describe()} holds {array.Count}.", array.File);
            }
        }

        foreach (var input in builder.Inputs)
        {
            builder.RequireFit(input, arrays[input.Name]);
        }

        _labels = labels is null ? null : meaning.Numbers == LabelKind.Values ? ReadValues(labels) : ReadLabels(labels, meaning.Classes);
    }

    public int Count { get; }

    public LabelKind Labels => _labels is null ? LabelKind.None : _labels[0] is ValuesLabel ? LabelKind.Values : LabelKind.Class;

    public IReadOnlyList<string> Files { get; }

    public Label? LabelOf(int index) => _labels?[index];

    public byte[]? ThumbnailOf(int index) => _builder.PictureOf(_arrays, index) is { } picture ? Thumbnail.Of(picture) : null;

    public Sample Read(int index) => _builder.FromRows(Id(index), _arrays, index, _labels?[index]);

    private static string Id(int index) => FormattableString.Invariant($"#{index}");

    /// <exception cref="UserErrorException">MC2007: a value is not finite.</exception>
    private static ValuesLabel[] ReadValues(SampleArray labels)
    {
        var result = new ValuesLabel[labels.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var row = labels.ReadRow(i).Span;
            var values = new double[labels.RowShape.Count];
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = TensorValues.ReadDouble(labels.Element, row, k);
                if (!double.IsFinite(values[k]))
                {
                    throw new UserErrorException(Codes.LabelsMissing, FormattableString.Invariant($"{labels.Describe()} holds {values[k]} for sample {Id(i)}, which is no value to predict."), labels.File);
                }
            }

            result[i] = new ValuesLabel(values);
        }

        return result;
    }

    private static ClassLabel[] ReadLabels(SampleArray labels, ClassLabels classes)
    {
        if (labels.RowShape.Count != 1)
        {
            throw new UserErrorException(
                Codes.LabelsMissing, $"{labels.Describe()} has shape {labels.Shape}; labels are one class index per sample, shape {labels.Count}.", labels.File);
        }

        var result = new ClassLabel[labels.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var value = TensorValues.ReadDouble(labels.Element, labels.ReadRow(i).Span, 0);
            result[i] = Math.Floor(value) == value && Math.Abs(value) <= int.MaxValue
                ? classes.FromIndex((long)value, Id(i))
                : throw new UserErrorException(
                    Codes.LabelsMissing, FormattableString.Invariant($"{labels.Describe()} holds {value} for sample {Id(i)}, which is no class index. For values to predict, choose a Metric such as Rmse."), labels.File);
        }

        return result;
    }
}
