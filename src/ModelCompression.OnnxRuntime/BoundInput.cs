using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime;

/// <summary>One model input: the runtime's view of the tensor that is fed, over the tensor's own memory. Strings are copied.</summary>
internal sealed class BoundInput : IDisposable
{
    private TensorData? _data;
    private OrtValue? _value;
    private MemoryHandle _pin;

    /// <summary>The shape that is bound; null before the first call.</summary>
    public Shape? Shape => _data?.Shape;

    /// <summary>The value to feed. The same tensor gives the same value.</summary>
    public OrtValue Bind(TensorData data, TensorElementType element)
    {
        if (_value is not null && ReferenceEquals(data, _data))
        {
            return _value;
        }

        Dispose();
        _value = Create(data, element);
        _data = data;
        return _value;
    }

    public void Dispose()
    {
        _value?.Dispose();
        _value = null;
        _data = null;
        _pin.Dispose();
        _pin = default;
    }

    private OrtValue Create(TensorData data, TensorElementType element)
    {
        var shape = data.Shape.ToArray();
        if (element == TensorElementType.String)
        {
            return CreateStrings(data, shape);
        }

        if (data.Count == 0)
        {
            return OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, element, shape);
        }

        _pin = data.Bytes.Pin();
        unsafe
        {
            return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, element, shape, (nint)_pin.Pointer, data.Bytes.Length);
        }
    }

    private static OrtValue CreateStrings(TensorData data, long[] shape)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < data.Strings.Count; i++)
        {
            value.StringTensorSetElementAt(data.Strings[i].Span, i);
        }

        return value;
    }
}
