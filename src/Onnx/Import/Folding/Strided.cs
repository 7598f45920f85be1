namespace NetGen.Onnx.Import;

/// <summary>Tensors made of the elements of another one in regular steps: transposed, cut, spread.</summary>
internal static class Strided
{
    /// <summary>The distance from one element to the next along each axis.</summary>
    public static long[] Strides(long[] dimensions)
    {
        var strides = new long[dimensions.Length];
        var stride = 1L;
        for (var axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }

        return strides;
    }

    /// <summary>The steps along the axes of a larger shape, where axes of extent 1 are spread; null if the shapes do not fit.</summary>
    public static long[]? Broadcast(long[] dimensions, long[] shape)
    {
        if (dimensions.Length > shape.Length) return null;
        var (own, strides) = (Strides(dimensions), new long[shape.Length]);
        for (var back = 1; back <= dimensions.Length; back++)
        {
            if (dimensions[^back] == shape[^back]) strides[^back] = own[^back];
            else if (dimensions[^back] != 1) return null;
        }

        return strides;
    }

    /// <summary>The index of each element of the result in the source.</summary>
    public static long[] Indices(long[] dimensions, long[] strides, long offset)
    {
        var indices = new long[Shapes.Length(dimensions)];
        if (indices.Length == 0) return indices;
        indices[0] = offset;
        var filled = 1L;
        for (var axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            // All that is filled so far repeats, a step further each time.
            for (var i = 1L; i < dimensions[axis]; i++)
            {
                for (var j = 0L; j < filled; j++) indices[(i * filled) + j] = indices[j] + (i * strides[axis]);
            }

            filled *= dimensions[axis];
        }

        return indices;
    }

    public static ConstantTensor Of(ConstantTensor source, long[] dimensions, long[] strides, long offset = 0)
    {
        var indices = Indices(dimensions, strides, offset);
        return source.IsInteger
            ? ConstantTensor.Of(source.Name, dimensions, Array.ConvertAll(indices, index => source.Integers[index]))
            : ConstantTensor.Of(source.Name, dimensions, Array.ConvertAll(indices, index => source.Floats[index]));
    }
}
