namespace NetGen.Runtime.Tests.Weights;

/// <summary>Files that others have written.</summary>
public sealed class SharedDataTests
{
    [SharedDataFact("resnet20-cifar10/resnet20-12fca82f.npz")]
    public void OpensResNet20()
    {
        using var file = Npz.Open(SharedData.Find("resnet20-cifar10/resnet20-12fca82f.npz")!);
        Assert.Empty(file.Faults);
        Assert.Equal(97, file.Tensors.Count);
        Assert.Contains(new("conv1.weight", [16, 3, 3, 3]), file.Tensors);
        Assert.Contains(new("layer3.2.bn2.running_var", [64]), file.Tensors);
        Assert.Contains(new("linear.weight", [10, 64]), file.Tensors);

        // He et al. 2016 give 0.27 M parameters; the running statistics are not counted.
        Assert.Equal(269_722, file.Tensors.Where(spec => !spec.Name.Contains(".running_")).Sum(spec => spec.Length));
        foreach (var spec in file.Tensors) Assert.All(file.ReadAll(spec.Name), value => Assert.True(float.IsFinite(value)));
        Assert.All(file.ReadAll("layer1.0.bn1.running_var"), value => Assert.True(value > 0));
    }

    [SharedDataFact("mtcnn-pnet/pnet.npz")]
    public void OpensPNet()
    {
        using var file = Npz.Open(SharedData.Find("mtcnn-pnet/pnet.npz")!);
        Assert.Empty(file.Faults);
        Assert.Equal(13, file.Tensors.Count);
        Assert.Equal(new("00", [3, 3, 3, 10]), file.Tensors[0]);
        Assert.Equal(new("02", [1, 1, 10]), file.Tensors[2]);
        Assert.Equal(new("12", [4]), file.Tensors[12]);
        foreach (var spec in file.Tensors) Assert.All(file.ReadAll(spec.Name), value => Assert.True(float.IsFinite(value)));
    }
}
