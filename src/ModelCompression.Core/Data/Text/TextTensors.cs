using System.Runtime.InteropServices;
using ModelCompression.Data.Arrays;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Text;

/// <summary>Makes one model input of the tokens of a text.</summary>
internal sealed class TextTensors
{
    private readonly TextInputSpec _spec;
    private readonly Port _input;
    private readonly string _specName;
    private readonly ElementType _element;

    /// <exception cref="UserErrorException">MC2004: the input takes no 64-bit or 32-bit integers, or a number of tokens other than the spec makes.</exception>
    public TextTensors(TextInputSpec spec, Port input, string specName)
    {
        _spec = spec;
        _input = input;
        _specName = specName;
        _element = InputFit.ElementOf(input);
        if (_element is not (ElementType.Int64 or ElementType.Int32))
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}' makes tokens, which are Int64 or Int32; the model's input takes {_element}.");
        }

        var fixedLength = input.Type?.Dims is [.., { Size: { } size }] ? size : (long?)null;
        if (fixedLength is { } length && (spec.Source.Padding != TextPadding.Max || spec.Source.MaxLength != length))
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"{specName}: input '{input.Name}' takes exactly {length} tokens. Set \"maxLength\": {length} and \"pad\": \"max\" for '{spec.Source.Input}'.");
        }
    }

    /// <summary>How the text becomes tokens.</summary>
    public TextSource Source => _spec.Source;

    /// <summary>True for the ids of the tokens.</summary>
    public bool ShowsIds => _spec.Emit == TextEmit.Ids;

    /// <param name="ids">Tokens of the text.</param>
    /// <param name="sample">For messages.</param>
    /// <returns>Shape [1, tokens].</returns>
    /// <exception cref="UserErrorException">MC2004: the input takes another shape.</exception>
    public TensorData Make(IReadOnlyList<int> ids, string sample)
    {
        var length = Source.Padding == TextPadding.Max ? Source.MaxLength : ids.Count;
        var shape = InputFit.Require(new Shape(length), _input, $"{_specName} on '{sample}'");
        var values = new long[length];
        for (var i = 0; i < length; i++)
        {
            var isToken = i < ids.Count;
            values[i] = _spec.Emit switch
            {
                TextEmit.Ids => isToken ? ids[i] : Source.Tokenizer.PadId,
                TextEmit.Mask => isToken ? 1 : 0,
                _ => 0,
            };
        }

        return new TensorData(_element, shape, _element == ElementType.Int64
            ? MemoryMarshal.AsBytes<long>(values).ToArray()
            : MemoryMarshal.AsBytes<int>(Array.ConvertAll(values, value => (int)value)).ToArray());
    }
}
